package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.util.Optional;

/** One row of the VAT breakdown (BG-23): the tax of one category and rate, rounded once (BR-CO-17). */
public record VatGroup(Vat vat, BigDecimal taxable, BigDecimal tax, Optional<String> exemptionReason) {}
