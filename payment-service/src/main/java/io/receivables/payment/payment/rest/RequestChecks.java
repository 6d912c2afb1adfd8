package io.receivables.payment.payment.rest;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import io.receivables.payment.events.PaymentSource;
import io.receivables.payment.openitem.model.ReferenceText;
import io.receivables.payment.payer.PayerDirectory;
import io.receivables.payment.payment.NewPayment;
import io.receivables.payment.payment.Reversal;
import io.receivables.payment.payment.model.Designation;
import io.receivables.payment.payment.model.PaymentDetails;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/** Checks requests field by field and turns them into the words of the domain. */
final class RequestChecks {
    private static final int MAX_TEXT = 2000;
    private static final int MAX_SHORT = 140;
    private static final int MAX_ALLOCATIONS = 500;
    private final List<FieldError> errors = new ArrayList<>();

    static NewPayment newPayment(PaymentRequest request, LocalDate today) {
        requireBody(request);
        var checks = new RequestChecks();
        checks.required("method", request.method());
        checks.required("amount", request.amount());
        var name = checks.text("payer.name", request.payer().flatMap(PaymentRequest.Payer::name), MAX_SHORT);
        var reference = checks.text("structuredReference", request.structuredReference(), MAX_SHORT);
        var remittance = checks.text("remittanceInformation", request.remittanceInformation(), MAX_TEXT);
        var externalId = checks.text("externalId", request.externalId(), MAX_SHORT);
        var reason = checks.text("reason", request.reason(), MAX_TEXT);
        var booking = checks.date("bookingDate", request.bookingDate(), today);
        var value = checks.date("valueDate", request.valueDate(), today);
        checks.done();
        positive(request.amount());
        reasonIfByHand(externalId, reason);
        var details = new PaymentDetails(
                request.method(),
                PaymentSource.API,
                booking.orElse(today),
                value.or(() -> booking).orElse(today),
                name,
                request.payer().flatMap(PaymentRequest.Payer::iban).map(RequestChecks::iban),
                reference.map(RequestChecks::reference),
                remittance,
                Optional.empty(),
                externalId,
                Optional.empty());
        return new NewPayment(
                details,
                request.amount(),
                request.customerId(),
                designations(request.allocations().orElse(List.of())),
                reason);
    }

    static List<Designation> designations(List<AllocationRequest> allocations) {
        var checks = new RequestChecks();
        if (allocations.size() > MAX_ALLOCATIONS) {
            checks.error("allocations", "too_many", "must be at most " + MAX_ALLOCATIONS);
        }
        for (int i = 0; i < allocations.size(); i++) {
            var allocation = allocations.get(i);
            var field = "allocations[" + i + "]";
            if (checks.required(field, allocation)) {
                checks.required(field + ".invoiceId", allocation.invoiceId());
                checks.required(field + ".amount", allocation.amount());
            }
        }
        checks.done();
        return allocations.stream()
                .map(a -> new Designation(a.invoiceId(), a.amount()))
                .toList();
    }

    static List<Designation> designations(ManualAllocationRequest request) {
        requireBody(request);
        if (request.allocations() == null || request.allocations().isEmpty()) {
            throw Problem.invalid(List.of(new FieldError("allocations", "required", "needs at least one allocation")));
        }
        return designations(request.allocations());
    }

    static Optional<String> reason(Optional<String> reason) {
        var checks = new RequestChecks();
        var text = checks.text("reason", reason, MAX_TEXT);
        checks.done();
        return text;
    }

    static String requiredReason(String reason) {
        return reason(Optional.ofNullable(reason))
                .orElseThrow(() -> Problem.invalid(List.of(new FieldError("reason", "required", "is required"))));
    }

    static Reversal reversal(ReversalRequest request, LocalDate today) {
        requireBody(request);
        var checks = new RequestChecks();
        var code = checks.text("returnReasonCode", request.returnReasonCode(), 35);
        var date = checks.date("bookingDate", request.bookingDate(), today);
        checks.done();
        return new Reversal(requiredReason(request.reason()), code, date.orElse(today));
    }

    static void requireBody(Object request) {
        if (Objects.isNull(request)) {
            throw Problem.of(CommonProblem.MALFORMED_BODY, "The body is empty.");
        }
    }

    /** What no system reports under its own id somebody recorded by hand, and the audit trail asks why (C6). */
    private static void reasonIfByHand(Optional<String> externalId, Optional<String> reason) {
        if (externalId.isEmpty() && reason.isEmpty()) {
            throw Problem.of(
                            PaymentProblem.PAYMENT_REASON_REQUIRED,
                            "A payment that no system reports under an external id was recorded by hand: say why.")
                    .at("reason", "required", "is required without externalId");
        }
    }

    private static void positive(Money amount) {
        if (!amount.isPositive()) {
            throw Problem.of(PaymentProblem.AMOUNT_NOT_POSITIVE, "A payment must be above zero.")
                    .at("amount", "not_positive", "must be above zero");
        }
        if (amount.amount().compareTo(Money.LIMIT) > 0) {
            throw Problem.invalid(List.of(new FieldError("amount", "too_high", "must be at most " + Money.LIMIT)));
        }
    }

    private static String iban(String text) {
        var iban = PayerDirectory.normalised(text);
        try {
            IbanUtil.validate(iban);
            return iban;
        } catch (Iban4jException e) {
            throw Problem.of(PaymentProblem.IBAN_INVALID, "The payer's IBAN has a wrong shape or check digits.")
                    .at("payer.iban", "invalid", "is not a valid IBAN");
        }
    }

    /** An ISO 11649 reference is kept in its electronic form; other references are kept as they came. */
    private static String reference(String text) {
        if (ReferenceText.looksLikeCreditorReference(text)) {
            return ReferenceText.creditorReference(text).orElseThrow(() -> Problem.of(
                            PaymentProblem.REFERENCE_INVALID, "The reference has wrong check digits.")
                    .at("structuredReference", "invalid", "has wrong check digits"));
        }
        return text;
    }

    private boolean required(String field, Object value) {
        if (Objects.isNull(value)) {
            error(field, "required", "is required");
            return false;
        }
        return true;
    }

    private Optional<String> text(String field, Optional<String> value, int max) {
        var text = value.map(String::strip).filter(t -> !t.isEmpty());
        if (text.filter(t -> t.length() > max).isPresent()) {
            error(field, "too_long", "must have at most " + max + " characters");
        }
        if (text.filter(t -> t.indexOf(0) >= 0).isPresent()) {
            error(field, "invalid", "must not contain a zero character");
        }
        return text;
    }

    /** A day later than ours is possible in another time zone, more is a typing error. */
    private Optional<LocalDate> date(String field, Optional<LocalDate> value, LocalDate today) {
        if (value.filter(d -> d.isAfter(today.plusDays(1)) || d.getYear() < 1970)
                .isPresent()) {
            error(field, "out_of_range", "must not be in the future");
        }
        return value;
    }

    private void error(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }

    private void done() {
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors);
        }
    }
}
