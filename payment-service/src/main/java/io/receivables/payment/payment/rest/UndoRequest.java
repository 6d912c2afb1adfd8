package io.receivables.payment.payment.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why an allocation is taken back. */
@Schema(name = "UndoRequest", requiredProperties = "reason")
public record UndoRequest(@Schema(examples = "Booked on the wrong invoice") String reason) {}
