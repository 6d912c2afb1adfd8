package io.receivables.payment.payment.rest;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.PaymentMethod;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A payment to be recorded. */
@Schema(
        name = "PaymentRequest",
        requiredProperties = {"method", "amount"})
public record PaymentRequest(
        PaymentMethod method,
        Money amount,
        @Schema(description = "Today where absent") Optional<LocalDate> bookingDate,
        @Schema(description = "The booking date where absent") Optional<LocalDate> valueDate,
        Optional<UUID> customerId,
        Optional<Payer> payer,
        @Schema(examples = "RF18 5390 0754 7034") Optional<String> structuredReference,
        @Schema(examples = "Invoice HU-2026-000123") Optional<String> remittanceInformation,
        @Schema(
                        description =
                                "Id in the system that reports it, for a payment that is not recorded by hand; unique per method")
                Optional<String> externalId,
        @Schema(
                        description = "Why it was recorded, for the audit trail; required without externalId, that is"
                                + " when a person records it",
                        examples = "Paid at the counter")
                Optional<String> reason,
        @Schema(description = "Where parts of it go, by your word") Optional<List<AllocationRequest>> allocations) {

    /** Who paid. */
    @Schema(name = "Payer")
    public record Payer(Optional<String> name, Optional<String> iban) {}
}
