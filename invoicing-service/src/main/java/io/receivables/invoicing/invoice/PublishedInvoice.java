package io.receivables.invoicing.invoice;

import io.receivables.invoicing.events.DocumentLine;
import io.receivables.invoicing.events.DocumentTotals;
import io.receivables.invoicing.events.InvoiceIssued;
import io.receivables.invoicing.events.VatBreakdownRow;
import io.receivables.invoicing.invoice.model.BuyerParty;
import io.receivables.invoicing.invoice.model.CalculatedLine;
import io.receivables.invoicing.invoice.model.Invoice;
import io.receivables.invoicing.invoice.model.SellerParty;
import io.receivables.invoicing.invoice.model.Totals;
import io.receivables.invoicing.invoice.model.VatGroup;
import java.util.List;
import java.util.Optional;

/** Translates an issued invoice into the published language. */
public final class PublishedInvoice {
    private PublishedInvoice() {}

    public static InvoiceIssued issued(Invoice invoice) {
        var draft = invoice.draft();
        var issue = invoice.issue().orElseThrow();
        var document = invoice.document();
        return new InvoiceIssued(
                invoice.id(),
                issue.number(),
                draft.externalId(),
                draft.orderReference(),
                draft.sellerId(),
                seller(issue.seller()),
                draft.customerId(),
                customer(issue.customer()),
                issue.issueDate(),
                issue.dueDate(),
                issue.overdueAt(),
                draft.content().currency().getCurrencyCode(),
                issue.paymentReference().value(),
                document.lines().stream().map(PublishedInvoice::line).toList(),
                vatBreakdown(document.vatBreakdown()),
                totals(document.totals()));
    }

    public static List<VatBreakdownRow> vatBreakdown(List<VatGroup> groups) {
        return groups.stream()
                .map(group -> new VatBreakdownRow(
                        group.vat().category().name(),
                        group.vat().rate(),
                        group.taxable(),
                        group.tax(),
                        group.exemptionReason()))
                .toList();
    }

    public static DocumentTotals totals(Totals totals) {
        return new DocumentTotals(
                totals.lineNetTotal(),
                totals.allowanceTotal(),
                totals.chargeTotal(),
                totals.totalWithoutVat(),
                totals.totalVat(),
                totals.totalWithVat(),
                totals.amountDue());
    }

    private static DocumentLine line(CalculatedLine calculated) {
        var line = calculated.line();
        return new DocumentLine(
                line.lineNumber(),
                line.description(),
                line.quantity(),
                line.unitCode(),
                line.unitPrice(),
                Optional.of(calculated.allowance()).filter(a -> a.signum() > 0),
                calculated.net(),
                line.vat().category().name(),
                line.vat().rate());
    }

    private static InvoiceIssued.Seller seller(SellerParty party) {
        var a = party.address();
        return new InvoiceIssued.Seller(
                party.name(),
                party.vatId(),
                party.iban(),
                new InvoiceIssued.Address(a.street(), a.city(), a.postalCode(), a.countryCode()));
    }

    private static InvoiceIssued.Customer customer(BuyerParty party) {
        return new InvoiceIssued.Customer(
                party.externalId(),
                party.name(),
                party.kind(),
                party.language(),
                party.timeZone(),
                party.countryCode(),
                party.region());
    }
}
