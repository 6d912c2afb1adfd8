package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;

/** A document level allowance or charge with its base and amount. */
public record CalculatedAdjustment(Adjustment adjustment, BigDecimal base, BigDecimal amount) {}
