package io.receivables.invoicing.invoice.model;

import java.util.Optional;

/**
 * A document level allowance or charge as the caller states it. A percentage is taken of the line nets that have the same
 * VAT category and rate.
 */
public record Adjustment(Reduction reduction, String reason, Vat vat, Optional<String> exemptionReason) {}
