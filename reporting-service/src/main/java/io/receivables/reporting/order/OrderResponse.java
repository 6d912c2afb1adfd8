package io.receivables.reporting.order;

import io.receivables.reporting.freshness.Freshness;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Everything that came of an order: its invoices, their credit notes and the payments that settled them. */
@Schema(name = "OrderChain")
public record OrderResponse(String orderReference, List<Sums> sums, List<Invoice> invoices, Freshness freshness) {

    /**
     * The order in one currency. {@code invoiced - credited - paid = open} when every event has come.
     *
     * @param difference what is missing to that; zero when reconciled
     */
    @Schema(name = "OrderSums")
    public record Sums(
            String currency,
            BigDecimal invoiced,
            BigDecimal credited,
            BigDecimal paid,
            BigDecimal open,
            BigDecimal difference,
            boolean reconciled) {}

    /**
     * One invoice of the order.
     *
     * @param open what is owed on it, by its open item; absent until that has come
     */
    @Schema(name = "OrderInvoice")
    public record Invoice(
            UUID invoiceId,
            String number,
            UUID customerId,
            LocalDate issueDate,
            LocalDate dueDate,
            String currency,
            BigDecimal total,
            String status,
            Optional<LocalDate> paidOn,
            Optional<BigDecimal> open,
            List<CreditNote> creditNotes,
            List<Payment> payments) {}

    /** A credit note on one of the order's invoices. */
    @Schema(name = "OrderCreditNote")
    public record CreditNote(UUID creditNoteId, String number, LocalDate issueDate, BigDecimal total, String reason) {}

    /**
     * A payment that settles one of the order's invoices.
     *
     * @param amount what of it counts for this invoice, without what was released again
     */
    @Schema(name = "OrderPayment")
    public record Payment(
            UUID paymentId,
            UUID allocationId,
            BigDecimal amount,
            BigDecimal released,
            LocalDate effectiveDate,
            Optional<String> method,
            Optional<LocalDate> bookingDate) {}
}
