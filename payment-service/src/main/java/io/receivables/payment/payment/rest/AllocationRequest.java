package io.receivables.payment.payment.rest;

import io.receivables.chassis.money.Money;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A part of a payment that is to settle an invoice. */
@Schema(
        name = "AllocationRequest",
        requiredProperties = {"invoiceId", "amount"})
public record AllocationRequest(UUID invoiceId, Money amount) {}
