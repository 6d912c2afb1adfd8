package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How the net amount of a line came about, step by step, so that a program can recompute it and a person can follow it.
 *
 * @param period what time the line is for
 * @param groupTaxable taxable amount of all lines, allowances and charges of the same VAT category and rate
 * @param groupTax VAT of that group, rounded once (BR-CO-17); a line has no VAT amount of its own
 */
public record LineExplanation(
        Optional<Period> period, List<Step> steps, Vat vat, BigDecimal groupTaxable, BigDecimal groupTax) {

    /**
     * One step of the calculation.
     *
     * @param expression the formula with the figures put in
     * @param exact result before rounding
     * @param amount result in the document's decimals
     * @param rule the rule of EN 16931 or the rounding applied
     */
    public record Step(
            String name, String formula, String expression, BigDecimal exact, BigDecimal amount, String rule) {}

    public static LineExplanation of(CalculatedLine calculated, List<VatGroup> vatBreakdown) {
        var line = calculated.line();
        var steps = new ArrayList<Step>(3);
        var exact = line.quantity().multiply(line.unitPrice());
        steps.add(new Step(
                "gross",
                "quantity * unitPrice",
                plain(line.quantity()) + " " + line.unitCode() + " * " + plain(line.unitPrice()),
                exact,
                calculated.gross(),
                "BT-131: rounded half away from zero to the decimals of the currency"));
        line.allowance().ifPresent(allowance -> steps.add(allowance(allowance, calculated)));
        steps.add(new Step(
                "net",
                "gross - allowance",
                plain(calculated.gross()) + " - " + plain(calculated.allowance()),
                calculated.net(),
                calculated.net(),
                "BT-131: line net amount"));
        var group = vatBreakdown.stream()
                .filter(g -> g.vat().equals(line.vat()))
                .findFirst()
                .orElseThrow();
        return new LineExplanation(line.period(), List.copyOf(steps), line.vat(), group.taxable(), group.tax());
    }

    private static Step allowance(LineAllowance allowance, CalculatedLine calculated) {
        if (allowance.reduction() instanceof Reduction.Percent percent) {
            return new Step(
                    "allowance",
                    "gross * percent / 100",
                    plain(calculated.gross()) + " * " + plain(percent.percent()) + " / 100",
                    calculated.gross().multiply(percent.percent()).movePointLeft(2),
                    calculated.allowance(),
                    "BT-136: " + allowance.reason());
        }
        return new Step(
                "allowance",
                "fixed amount",
                plain(calculated.allowance()),
                calculated.allowance(),
                calculated.allowance(),
                "BT-136: " + allowance.reason());
    }

    private static String plain(BigDecimal value) {
        return value.toPlainString();
    }
}
