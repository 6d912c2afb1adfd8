package io.receivables.payment.statement.model;

import io.receivables.chassis.money.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/** A statement as it is kept, with its totals and the result of the balance check. */
public record StatementSummary(
        UUID statementId,
        UUID importId,
        String account,
        Optional<String> accountIban,
        Currency currency,
        Optional<String> number,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        Optional<Money> opening,
        Optional<Money> closing,
        int entryCount,
        int duplicateCount,
        Money creditTotal,
        Money debitTotal,
        int paymentCount,
        int reversalCount,
        boolean balanced,
        Optional<Money> difference,
        String balanceNote,
        Instant importedAt) {}
