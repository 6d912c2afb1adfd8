package io.receivables.invoicing.invoice.model;

import static java.util.stream.Collectors.joining;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The arithmetic of EN 16931 (BR-CO-10 to BR-CO-17): lines are rounded first, VAT once per category and rate. */
public final class InvoiceCalculator {
    private final InvoiceContent content;
    private final Rounding rounding;

    private InvoiceCalculator(InvoiceContent content) {
        this.content = content;
        this.rounding = Rounding.of(content.currency());
    }

    public static CalculatedInvoice calculate(InvoiceContent content) {
        VatRules.check(content);
        return new InvoiceCalculator(content).calculate();
    }

    private CalculatedInvoice calculate() {
        var lines = content.lines().stream().map(this::line).toList();
        var allowances = adjustments(content.allowances(), lines, "allowances");
        var charges = adjustments(content.charges(), lines, "charges");
        var groups = new TreeSet<>(content.vats().toList())
                .stream().map(vat -> group(vat, lines, allowances, charges)).toList();
        var totals = Totals.of(
                lines.stream().map(CalculatedLine::net).toList(),
                allowances.stream().map(CalculatedAdjustment::amount).toList(),
                charges.stream().map(CalculatedAdjustment::amount).toList(),
                groups.stream().map(VatGroup::tax).toList(),
                rounding);
        requireBelowLimit(totals.totalWithVat(), "lines");
        return new CalculatedInvoice(content, lines, allowances, charges, groups, totals);
    }

    private CalculatedLine line(Line line) {
        var field = "lines[" + (line.lineNumber() - 1) + "].allowanceAmount";
        var gross = rounding.round(line.quantity().multiply(line.unitPrice()));
        requireBelowLimit(gross, "lines[" + (line.lineNumber() - 1) + "]");
        var allowance = line.allowance()
                .map(a -> a.reduction().amountOf(gross, rounding, field))
                .orElse(rounding.zero());
        if (allowance.compareTo(gross) > 0) {
            throw exceeds(field, "the line's " + gross.toPlainString());
        }
        return new CalculatedLine(line, gross, allowance, gross.subtract(allowance));
    }

    private List<CalculatedAdjustment> adjustments(List<Adjustment> given, List<CalculatedLine> lines, String field) {
        var calculated = new ArrayList<CalculatedAdjustment>(given.size());
        for (int i = 0; i < given.size(); i++) {
            var adjustment = given.get(i);
            var base = sum(lines.stream().filter(of(adjustment.vat())).map(CalculatedLine::net));
            var path = field + "[" + i + "].amount";
            var amount = adjustment.reduction().amountOf(base, rounding, path);
            calculated.add(new CalculatedAdjustment(adjustment, base, amount));
        }
        return List.copyOf(calculated);
    }

    private VatGroup group(
            Vat vat,
            List<CalculatedLine> lines,
            List<CalculatedAdjustment> allowances,
            List<CalculatedAdjustment> charges) {
        var net = sum(lines.stream().filter(of(vat)).map(CalculatedLine::net));
        var allowance = sumOf(vat, allowances);
        if (allowance.compareTo(net) > 0) {
            throw exceeds(
                    "allowances",
                    "the lines of VAT " + vat.category() + " " + vat.rate().toPlainString() + " %");
        }
        var taxable = net.subtract(allowance).add(sumOf(vat, charges));
        return new VatGroup(vat, taxable, rounding.percentOf(taxable, vat.rate()), reason(vat));
    }

    private Optional<String> reason(Vat vat) {
        if (!vat.category().needsReason()) {
            return Optional.empty();
        }
        return Optional.of(VatRules.reasons(content, vat).distinct().collect(joining("; ")));
    }

    private BigDecimal sumOf(Vat vat, List<CalculatedAdjustment> adjustments) {
        return sum(adjustments.stream()
                .filter(a -> a.adjustment().vat().equals(vat))
                .map(CalculatedAdjustment::amount));
    }

    private BigDecimal sum(Stream<BigDecimal> parts) {
        return parts.reduce(rounding.zero(), BigDecimal::add);
    }

    private static Predicate<CalculatedLine> of(Vat vat) {
        return line -> line.line().vat().equals(vat);
    }

    private static void requireBelowLimit(BigDecimal amount, String field) {
        if (amount.compareTo(Money.LIMIT) > 0) {
            throw Problem.invalid(
                    List.of(new FieldError(field, "too_large", "must not exceed " + Money.LIMIT.toPlainString())));
        }
    }

    private static Problem exceeds(String field, String base) {
        return Problem.of(InvoicingProblem.ALLOWANCE_EXCEEDS_BASE, "The allowance is larger than " + base + ".")
                .at(field, "exceeds_base", "is larger than " + base);
    }
}
