package io.receivables.torture.ledger;

import io.receivables.local.demo.bank.BankStatement;
import io.receivables.local.demo.bank.Camt053Writer;
import io.receivables.local.demo.bank.Remittance;
import io.receivables.local.demo.bank.StatementEntry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * A statement with a payment for one invoice and one that names nothing known.
 *
 * @param id names the statement; its entries are this with {@code -A} and {@code -B}
 * @param reference the payment reference of the invoice
 * @param cents what the first entry brings
 */
record BankFile(String id, int number, String iban, String reference, long cents) {

    /** What the entry brings that names nothing. */
    static final long UNKNOWN_CENTS = 4_200;

    String named() {
        return id + "-A";
    }

    String unknown() {
        return id + "-B";
    }

    byte[] bytes() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        List<StatementEntry> entries = List.of(
                entry(named(), today, cents, new Remittance(Optional.of(reference), Optional.empty())),
                entry(unknown(), today, UNKNOWN_CENTS, new Remittance(Optional.empty(), Optional.of("Thank you"))));
        BankStatement statement =
                new BankStatement(id, number, iban, "EUR", today, today, new BigDecimal("100.00"), entries);
        return Camt053Writer.write(id, today, List.of(statement));
    }

    private static StatementEntry entry(String id, LocalDate date, long amount, Remittance remittance) {
        return new StatementEntry(
                id,
                date,
                BigDecimal.valueOf(amount, 2),
                StatementEntry.Direction.RECEIVED,
                Optional.of("Payer"),
                Optional.empty(),
                Optional.of(id),
                remittance);
    }
}
