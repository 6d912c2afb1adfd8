package io.receivables.payment;

import io.receivables.chassis.problem.ProblemCode;
import java.util.Locale;

/** Reasons for refusal that only payment-service gives. */
public enum PaymentProblem implements ProblemCode {
    AMOUNT_NOT_POSITIVE(400, "The amount must be above zero."),
    PAYMENT_REASON_REQUIRED(400, "A payment recorded by hand needs a reason."),
    REFERENCE_INVALID(400, "The check digits of the structured reference are wrong."),
    IBAN_INVALID(400, "The IBAN is not valid."),
    STATEMENT_EMPTY(400, "The file is empty."),
    STATEMENT_MALFORMED(400, "The file cannot be read to its end."),
    STATEMENT_DTD_FORBIDDEN(400, "The file declares a document type, which is not accepted."),
    STATEMENT_UNKNOWN_FORMAT(400, "The file is not a camt.053 statement of a known version."),
    STATEMENT_INVALID(400, "The file breaks a rule of the statement format."),
    CURRENCY_MISMATCH(422, "The payment and the invoice are in different currencies."),
    INVOICE_UNKNOWN(422, "There is no open item for the invoice."),
    INVOICE_SETTLED(422, "Nothing is owed on the invoice any more."),
    CUSTOMER_UNKNOWN(422, "There is no such customer."),
    ALLOCATION_EXCEEDS_OPEN_AMOUNT(422, "The allocation is above what is still owed on the invoice."),
    ALLOCATION_EXCEEDS_UNAPPLIED(422, "The allocations are above what is left of the payment."),
    ALLOCATION_DUPLICATE(422, "The same invoice is named twice."),
    ALLOCATION_RELEASED(409, "The allocation was already taken back."),
    PAYMENT_REVERSED(409, "The payment was already reversed."),
    PAYMENT_DUPLICATE(409, "A payment with this external id and method is already recorded.");

    private final int status;
    private final String title;

    PaymentProblem(int status, String title) {
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
