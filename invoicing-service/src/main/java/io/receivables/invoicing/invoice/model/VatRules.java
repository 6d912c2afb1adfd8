package io.receivables.invoicing.invoice.model;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which category, rate and exemption reason may stand together (BR-S-05, BR-Z-05 ..., BR-E-10, BR-AE-10, BR-O-11). */
final class VatRules {
    private final List<FieldError> errors = new ArrayList<>();

    private VatRules() {}

    static void check(InvoiceContent content) {
        var rules = new VatRules();
        for (var line : content.lines()) {
            rules.rate("lines[" + (line.lineNumber() - 1) + "]", line.vat(), line.exemptionReason());
        }
        rules.adjustments("allowances", content.allowances());
        rules.adjustments("charges", content.charges());
        rules.groups(content);
        if (!rules.errors.isEmpty()) {
            var first = rules.errors.get(0);
            var problem = Problem.of(InvoicingProblem.VAT_RULE_VIOLATED, first.field() + " " + first.message() + ".");
            for (var error : rules.errors) {
                problem = problem.with(error);
            }
            throw problem;
        }
    }

    /** The reasons stated for one category and rate, in document order. */
    static Stream<String> reasons(InvoiceContent content, Vat vat) {
        return Stream.of(
                        content.lines().stream()
                                .filter(l -> l.vat().equals(vat))
                                .map(Line::exemptionReason),
                        adjustmentReasons(content.allowances(), vat),
                        adjustmentReasons(content.charges(), vat))
                .flatMap(s -> s)
                .flatMap(Optional::stream);
    }

    private static Stream<Optional<String>> adjustmentReasons(List<Adjustment> adjustments, Vat vat) {
        return adjustments.stream().filter(a -> a.vat().equals(vat)).map(Adjustment::exemptionReason);
    }

    private void adjustments(String field, List<Adjustment> adjustments) {
        for (int i = 0; i < adjustments.size(); i++) {
            var adjustment = adjustments.get(i);
            rate(field + "[" + i + "]", adjustment.vat(), adjustment.exemptionReason());
        }
    }

    private void rate(String field, Vat vat, Optional<String> reason) {
        boolean zero = vat.rate().signum() == 0;
        if (vat.category().taxed() && zero) {
            add(field + ".vatRate", "rate_zero", "must be above zero for category " + vat.category());
        }
        if (!vat.category().taxed() && !zero) {
            add(field + ".vatRate", "rate_not_zero", "must be zero for category " + vat.category());
        }
        if (reason.isPresent() && !vat.category().needsReason()) {
            add(field + ".exemptionReason", "reason_not_allowed", "is not allowed for category " + vat.category());
        }
    }

    private void groups(InvoiceContent content) {
        var vats = new HashSet<>(content.vats().toList());
        for (var vat : vats) {
            if (vat.category().needsReason() && reasons(content, vat).findAny().isEmpty()) {
                add("lines", "exemption_reason_missing", "need an exemptionReason for category " + vat.category());
            }
        }
        if (vats.size() > 1 && vats.stream().anyMatch(v -> v.category() == VatCategory.O)) {
            add("lines", "category_mix", "of category O cannot be mixed with other VAT categories (BR-O-11)");
        }
    }

    private void add(String field, String code, String message) {
        errors.add(new FieldError(field, code, message));
    }
}
