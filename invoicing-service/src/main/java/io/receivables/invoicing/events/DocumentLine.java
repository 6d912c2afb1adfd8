package io.receivables.invoicing.events;

import java.math.BigDecimal;
import java.util.Optional;

/** A line of an invoice or credit note in an event; amounts in the currency of the document. */
public record DocumentLine(
        int lineNumber,
        String description,
        BigDecimal quantity,
        String unitCode,
        BigDecimal unitPrice,
        Optional<BigDecimal> allowanceAmount,
        BigDecimal netAmount,
        String vatCategory,
        BigDecimal vatRate) {}
