package io.receivables.invoicing.events;

import java.math.BigDecimal;
import java.util.Optional;

/** Taxable amount and tax of one VAT category and rate in an event. */
public record VatBreakdownRow(
        String category,
        BigDecimal rate,
        BigDecimal taxableAmount,
        BigDecimal taxAmount,
        Optional<String> exemptionReason) {}
