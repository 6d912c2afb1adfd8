package io.receivables.local.demo.bank;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** The entries of one account in one period, with the balance before them. */
public record BankStatement(
        String id,
        int number,
        String iban,
        String currency,
        LocalDate from,
        LocalDate to,
        BigDecimal opening,
        List<StatementEntry> entries) {

    public BigDecimal closing() {
        return entries.stream().map(StatementEntry::signed).reduce(opening, BigDecimal::add);
    }
}
