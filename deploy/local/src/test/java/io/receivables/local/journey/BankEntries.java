package io.receivables.local.journey;

import io.receivables.local.demo.bank.Remittance;
import io.receivables.local.demo.bank.StatementEntry;
import io.receivables.local.demo.bank.StatementEntry.Direction;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** Entries of a bank statement as the customer of the journeys causes them. */
final class BankEntries {

    private BankEntries() {}

    static StatementEntry received(String id, LocalDate date, String amount, String reference) {
        return entry(id, date, amount, Direction.RECEIVED, Optional.of(reference), Optional.empty());
    }

    static StatementEntry receivedWithText(String id, LocalDate date, String amount, String text) {
        return entry(id, date, amount, Direction.RECEIVED, Optional.empty(), Optional.of(text));
    }

    /** The money of the entry with the same id goes back. */
    static StatementEntry returned(String id, LocalDate date, String amount) {
        return entry(id, date, amount, Direction.RETURNED, Optional.empty(), Optional.empty());
    }

    private static StatementEntry entry(
            String id,
            LocalDate date,
            String amount,
            Direction direction,
            Optional<String> reference,
            Optional<String> text) {
        return new StatementEntry(
                direction.name().charAt(0) + direction.name().substring(3, 4) + id,
                date,
                new BigDecimal(amount),
                direction,
                Optional.of("Adria Opskrba d.o.o."),
                Optional.of(JourneyTenant.CUSTOMER_IBAN),
                Optional.of("E2E-" + id),
                new Remittance(reference, text));
    }
}
