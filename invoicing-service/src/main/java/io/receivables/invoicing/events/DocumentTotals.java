package io.receivables.invoicing.events;

import java.math.BigDecimal;

/** Totals of an invoice or credit note in an event. */
public record DocumentTotals(
        BigDecimal lineNetTotal,
        BigDecimal allowanceTotal,
        BigDecimal chargeTotal,
        BigDecimal totalWithoutVat,
        BigDecimal totalVat,
        BigDecimal totalWithVat,
        BigDecimal amountDue) {}
