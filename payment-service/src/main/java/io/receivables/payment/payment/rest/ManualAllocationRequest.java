package io.receivables.payment.payment.rest;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Invoices that unapplied money is to settle. */
@Schema(name = "ManualAllocationRequest", requiredProperties = "allocations")
public record ManualAllocationRequest(List<AllocationRequest> allocations, Optional<String> reason) {}
