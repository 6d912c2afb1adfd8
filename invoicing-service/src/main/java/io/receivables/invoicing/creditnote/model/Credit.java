package io.receivables.invoicing.creditnote.model;

import io.receivables.invoicing.invoice.model.Totals;
import io.receivables.invoicing.invoice.model.Vat;
import io.receivables.invoicing.invoice.model.VatGroup;
import java.math.BigDecimal;
import java.util.List;

/**
 * The amounts of one credit note, all positive (document type 381).
 *
 * @param full whether nothing of the invoice is left after it
 */
public record Credit(
        List<Line> lines, List<GroupCredit> groups, List<VatGroup> vatBreakdown, Totals totals, boolean full) {
    /** One credited line; {@code takenQuantity} is what it takes of the invoiced quantity. */
    public record Line(
            int lineNumber,
            String description,
            BigDecimal quantity,
            String unitCode,
            BigDecimal unitPrice,
            BigDecimal allowance,
            BigDecimal net,
            Vat vat,
            BigDecimal takenQuantity) {}

    /** What the credit note takes back of one VAT category and rate. */
    public record GroupCredit(Vat vat, InvoiceBalance.Part part) {}
}
