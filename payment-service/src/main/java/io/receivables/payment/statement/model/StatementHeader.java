package io.receivables.payment.statement.model;

import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;

/**
 * Which account and period a statement is about.
 *
 * @param identity what makes the same statement known again in another file
 * @param account the account as the bank writes it, an IBAN or another number
 * @param fallbackDate booking date of entries that carry none
 */
public record StatementHeader(
        String identity,
        String account,
        Optional<String> iban,
        Currency currency,
        Optional<String> number,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        LocalDate fallbackDate)
        implements StatementItem {}
