package io.receivables.local.demo.data;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A transfer that the plan puts on a bank statement; the references are filled in when the invoice numbers are known. */
public record PlannedPayment(
        String id,
        Kind kind,
        LocalDate bookingDate,
        String account,
        Optional<String> customer,
        Reference reference,
        List<String> invoices,
        BigDecimal amount,
        Optional<LocalDate> returnedOn) {

    /** Why the payment is in the plan. */
    public enum Kind {
        EXACT,
        PARTIAL,
        COMBINED,
        OVERPAID,
        NO_REFERENCE,
        UNKNOWN_PAYER
    }

    /** What the remittance information says. */
    public enum Reference {
        STRUCTURED,
        INVOICE_NUMBER,
        NONE
    }

    public int week() {
        return DemoYear.weekOfStatement(bookingDate);
    }

    public Optional<Integer> returnWeek() {
        return returnedOn.map(DemoYear::weekOfStatement);
    }

    PlannedPayment returned(LocalDate date) {
        return new PlannedPayment(
                id, kind, bookingDate, account, customer, reference, invoices, amount, Optional.of(date));
    }
}
