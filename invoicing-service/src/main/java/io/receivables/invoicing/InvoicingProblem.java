package io.receivables.invoicing;

import io.receivables.chassis.problem.ProblemCode;
import java.util.Locale;

/** Reasons why invoicing refuses a request, beyond those every service shares. */
public enum InvoicingProblem implements ProblemCode {
    SELLER_UNKNOWN(422, "The seller entity does not exist."),
    CUSTOMER_UNKNOWN(422, "The customer is not known to invoicing."),
    UNKNOWN_VAT_RATE(422, "The VAT rate was not in force in the seller's country on the issue date."),
    VAT_RULE_VIOLATED(422, "The VAT category, rate or exemption reason breaks a rule of EN 16931."),
    ALLOWANCE_EXCEEDS_BASE(422, "An allowance is larger than the amount it reduces."),
    ISSUE_DATE_IN_FUTURE(422, "An invoice cannot be issued with a future date."),
    DUE_DATE_BEFORE_ISSUE_DATE(422, "The due date lies before the issue date."),
    INVOICE_IMMUTABLE(409, "An issued invoice cannot be changed; correct it with a credit note."),
    INVOICE_NOT_ISSUED(409, "The invoice is still a draft."),
    INVOICE_FULLY_CREDITED(409, "Nothing of the invoice is left to credit."),
    EXTERNAL_ID_CONFLICT(409, "The external id belongs to an invoice with other content."),
    CREDIT_EXCEEDS_REMAINING(422, "The credit is larger than what is left of the invoice line."),
    INVOICE_LINE_UNKNOWN(422, "The invoice has no line with this number."),
    NUMBERING_PREFIX_TAKEN(409, "The numbering prefix would give numbers that another series also gives."),
    VAT_RATE_EXISTS(409, "The VAT rate is already in the table for an overlapping time."),
    BILL_RUN_EMPTY(400, "The file holds no invoice."),
    BILL_RUN_REPEATED(409, "A file with this content was sent before."),
    BILL_RUN_ENDED(409, "The bill run has ended already.");

    private final int status;
    private final String title;

    InvoicingProblem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
