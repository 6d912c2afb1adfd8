package io.receivables.invoicing.invoice.model;

import java.util.List;

/** An invoice with every amount that EN 16931 asks for. */
public record CalculatedInvoice(
        InvoiceContent content,
        List<CalculatedLine> lines,
        List<CalculatedAdjustment> allowances,
        List<CalculatedAdjustment> charges,
        List<VatGroup> vatBreakdown,
        Totals totals) {}
