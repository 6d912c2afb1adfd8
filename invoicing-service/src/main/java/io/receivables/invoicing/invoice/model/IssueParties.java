package io.receivables.invoicing.invoice.model;

import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Seller and customer at the moment of issue, and what follows from them: dates and VAT particulars.
 *
 * @param sellerZone where the seller's calendar day decides the issue date
 * @param terms the customer's terms, used unless the request states others
 */
public record IssueParties(SellerParty seller, ZoneId sellerZone, BuyerParty customer, PaymentTerms terms) {

    Issuable issuable(Invoice invoice, Instant now) {
        var draft = invoice.draft();
        requireBuyerVatId(draft);
        var issueDate = issueDate(draft, now);
        var agreed = draft.wishes().terms().orElse(terms);
        var dueDate = DueDate.of(draft.wishes().dueDate().orElseGet(() -> agreed.dueDate(issueDate)), issueDate);
        return new Issuable(invoice, this, issueDate, dueDate, agreed, now);
    }

    private LocalDate issueDate(InvoiceDraft draft, Instant now) {
        var today = LocalDate.ofInstant(now, sellerZone);
        var issueDate = draft.wishes().issueDate().orElse(today);
        if (issueDate.isAfter(today)) {
            throw Problem.of(
                            InvoicingProblem.ISSUE_DATE_IN_FUTURE,
                            "Issue date " + issueDate + " lies after today, " + today + ".")
                    .at("issueDate", "in_future", "lies in the future");
        }
        return issueDate;
    }

    private void requireBuyerVatId(InvoiceDraft draft) {
        if (customer.vatId().isEmpty()
                && draft.content().vats().anyMatch(v -> v.category().needsBuyerVatId())) {
            throw Problem.of(
                            InvoicingProblem.VAT_RULE_VIOLATED,
                            "VAT category AE or K needs the VAT identifier of the customer (BR-AE-02, BR-IC-02).")
                    .at("customerId", "vat_id_missing", "has no VAT identifier");
        }
    }
}
