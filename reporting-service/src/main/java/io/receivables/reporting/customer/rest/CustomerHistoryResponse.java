package io.receivables.reporting.customer.rest;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.rest.Page;
import io.receivables.reporting.customer.model.PaymentLine;
import io.receivables.reporting.freshness.Freshness;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a customer paid, newest first, what each payment settled and how late that was. */
@Schema(name = "CustomerHistory")
public record CustomerHistoryResponse(
        UUID customerId,
        Optional<String> externalId,
        Optional<String> name,
        List<Habit> habits,
        Page<Payment> payments,
        Freshness freshness) {

    /**
     * How the customer pays in one currency, over its whole history.
     *
     * @param averageDaysLate weighted by amount, to one decimal; negative when it pays early
     */
    @Schema(name = "PaymentHabit")
    public record Habit(
            String currency, @Schema(examples = "1210.00") BigDecimal paid, Optional<BigDecimal> averageDaysLate) {}

    /** One payment with all it settled. */
    @Schema(name = "HistoryPayment")
    public record Payment(
            UUID paymentId,
            Optional<UUID> payerCustomerId,
            String method,
            Money amount,
            Money unapplied,
            LocalDate bookingDate,
            LocalDate valueDate,
            Optional<String> structuredReference,
            Optional<String> remittanceInformation,
            Optional<PaymentLine.Reversal> reversal,
            List<Allocation> allocations) {
        static Payment of(PaymentLine line) {
            return new Payment(
                    line.paymentId(),
                    line.customerId(),
                    line.method(),
                    line.amount(),
                    line.unapplied(),
                    line.bookingDate(),
                    line.valueDate(),
                    line.structuredReference(),
                    line.remittanceInformation(),
                    line.reversal(),
                    line.allocations().stream().map(Allocation::of).toList());
        }
    }

    /**
     * One invoice that a payment settled, in whole or in part.
     *
     * @param daysLate days from the due date to the payment; negative when early
     */
    @Schema(name = "HistoryAllocation")
    public record Allocation(
            UUID allocationId,
            UUID invoiceId,
            String invoiceNumber,
            Money amount,
            Money released,
            Optional<LocalDate> releasedOn,
            Optional<String> releaseReason,
            String rule,
            String explanation,
            LocalDate effectiveDate,
            Optional<LocalDate> dueDate,
            Optional<Long> daysLate) {
        static Allocation of(PaymentLine.AllocationLine line) {
            return new Allocation(
                    line.allocationId(),
                    line.invoiceId(),
                    line.invoiceNumber(),
                    line.amount(),
                    line.released(),
                    line.releasedOn(),
                    line.releaseReason(),
                    line.rule(),
                    line.explanation(),
                    line.effectiveDate(),
                    line.dueDate(),
                    line.daysLate());
        }
    }
}
