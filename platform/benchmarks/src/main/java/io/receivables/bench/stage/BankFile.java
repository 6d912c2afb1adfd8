package io.receivables.bench.stage;

import io.receivables.bench.stage.ManyInvoices.Owed;
import io.receivables.local.demo.bank.BankStatement;
import io.receivables.local.demo.bank.Camt053Writer;
import io.receivables.local.demo.bank.Remittance;
import io.receivables.local.demo.bank.StatementEntry;
import io.receivables.local.demo.bank.StatementEntry.Direction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A day's statement of one account, camt.053. Of a hundred entries 70 pay an invoice by its reference and 22 by its number in the text; two pay
 * two invoices, two less than is owed, and four name what nobody knows.
 */
public final class BankFile {
    private static final String ACCOUNT = "DE89370400440532013000";

    private BankFile() {}

    /** Each entry pays another one of the invoices. */
    public static byte[] of(List<Owed> invoices, int entries) {
        String id = "B" + UUID.randomUUID().toString().substring(0, 8);
        LocalDate today = LocalDate.now();
        List<StatementEntry> written = new ArrayList<>(entries);
        for (int i = 0; i < entries; i++) {
            Owed owed = invoices.get(i);
            Owed other = invoices.get(invoices.size() - 1 - i / 50);
            written.add(entry(id + "-" + i, today, i % 100, owed, other));
        }
        return Camt053Writer.write(
                id, today, List.of(new BankStatement(id, 1, ACCOUNT, "EUR", today, today, BigDecimal.ZERO, written)));
    }

    private static StatementEntry entry(String reference, LocalDate day, int kind, Owed owed, Owed other) {
        if (kind < 70) {
            return entry(reference, day, owed.amount(), owed, reference(owed.reference()));
        }
        if (kind < 92) {
            return entry(reference, day, owed.amount(), owed, text("Invoice " + owed.number() + ", thank you"));
        }
        if (kind < 94) {
            Remittance both = text("Invoices " + owed.number() + " and " + other.number());
            return entry(reference, day, owed.amount().add(other.amount()), owed, both);
        }
        if (kind < 96) {
            BigDecimal half = owed.amount().divide(BigDecimal.valueOf(2), 2, RoundingMode.DOWN);
            return entry(reference, day, half, owed, reference(owed.reference()));
        }
        return entry(reference, day, owed.amount(), owed, text("Invoice QQ-" + reference.hashCode()));
    }

    private static StatementEntry entry(
            String reference, LocalDate day, BigDecimal amount, Owed owed, Remittance remittance) {
        return new StatementEntry(
                reference,
                day,
                amount,
                Direction.RECEIVED,
                Optional.of("Payer of " + owed.number()),
                owed.iban(),
                Optional.empty(),
                remittance);
    }

    private static Remittance reference(String reference) {
        return new Remittance(Optional.of(reference), Optional.empty());
    }

    private static Remittance text(String text) {
        return new Remittance(Optional.empty(), Optional.of(text));
    }
}
