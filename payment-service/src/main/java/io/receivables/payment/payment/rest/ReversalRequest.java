package io.receivables.payment.payment.rest;

import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a payment is reversed. */
@Schema(name = "ReversalRequest", requiredProperties = "reason")
public record ReversalRequest(
        @Schema(examples = "Returned by the bank") String reason,
        @Schema(description = "ISO 20022 return reason", examples = "AC04") Optional<String> returnReasonCode,
        @Schema(description = "Today where absent") Optional<LocalDate> bookingDate) {}
