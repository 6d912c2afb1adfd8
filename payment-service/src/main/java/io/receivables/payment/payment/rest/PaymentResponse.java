package io.receivables.payment.payment.rest;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.AllocationRule;
import io.receivables.payment.events.PaymentMethod;
import io.receivables.payment.events.PaymentSource;
import io.receivables.payment.payment.Settlement;
import io.receivables.payment.payment.model.Allocation;
import io.receivables.payment.payment.model.Payment;
import io.receivables.payment.payment.model.PaymentStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A payment and what it settles.
 *
 * @param allocations absent in lists
 */
@Schema(name = "Payment")
public record PaymentResponse(
        UUID paymentId,
        PaymentMethod method,
        PaymentSource source,
        PaymentStatus status,
        Money amount,
        BigDecimal allocatedAmount,
        BigDecimal unappliedAmount,
        BigDecimal reversedAmount,
        LocalDate bookingDate,
        LocalDate valueDate,
        Optional<UUID> customerId,
        Optional<PaymentRequest.Payer> payer,
        Optional<String> structuredReference,
        Optional<String> remittanceInformation,
        Optional<String> endToEndId,
        Optional<String> externalId,
        Optional<UUID> statementId,
        Optional<String> entryReference,
        @Schema(description = "Where the money went and why some of it is left, in words") String explanation,
        Optional<List<AllocationResponse>> allocations,
        String recordedBy,
        Instant recordedAt,
        long version) {

    /** One allocation; what of it was released does not count any more. */
    @Schema(name = "Allocation")
    public record AllocationResponse(
            UUID allocationId,
            UUID invoiceId,
            String invoiceNumber,
            BigDecimal amount,
            BigDecimal activeAmount,
            AllocationRule rule,
            String explanation,
            LocalDate effectiveDate,
            String allocatedBy,
            Instant allocatedAt) {
        static AllocationResponse of(Allocation a) {
            return new AllocationResponse(
                    a.allocationId(),
                    a.invoiceId(),
                    a.invoiceNumber(),
                    a.amount().amount(),
                    a.active().amount(),
                    a.rule(),
                    a.explanation(),
                    a.effectiveDate(),
                    a.allocatedBy(),
                    a.allocatedAt());
        }
    }

    static PaymentResponse of(Settlement settlement) {
        return of(
                settlement.payment(),
                Optional.of(settlement.allocations().stream()
                        .map(AllocationResponse::of)
                        .toList()));
    }

    static PaymentResponse of(Payment payment) {
        return of(payment, Optional.empty());
    }

    private static PaymentResponse of(Payment payment, Optional<List<AllocationResponse>> allocations) {
        var details = payment.details();
        var balance = payment.balance();
        return new PaymentResponse(
                payment.paymentId(),
                details.method(),
                details.source(),
                payment.status(),
                balance.amount(),
                balance.allocated().amount(),
                balance.unapplied().amount(),
                balance.reversed().amount(),
                details.bookingDate(),
                details.valueDate(),
                payment.customerId(),
                details.payerName().isPresent() || details.payerIban().isPresent()
                        ? Optional.of(new PaymentRequest.Payer(details.payerName(), details.payerIban()))
                        : Optional.empty(),
                details.structuredReference(),
                details.remittanceInformation(),
                details.endToEndId(),
                details.externalId(),
                details.origin().map(o -> o.statementId()),
                details.origin().flatMap(o -> o.entryReference()),
                payment.explanation(),
                allocations,
                payment.recordedBy(),
                payment.recordedAt(),
                payment.version());
    }
}
