package io.receivables.invoicing.creditnote.model;

import io.receivables.chassis.problem.FieldError;
import io.receivables.chassis.problem.Problem;
import io.receivables.invoicing.InvoicingProblem;
import io.receivables.invoicing.creditnote.model.Credit.GroupCredit;
import io.receivables.invoicing.creditnote.model.CreditRequest.ByAmount;
import io.receivables.invoicing.creditnote.model.CreditRequest.ByQuantity;
import io.receivables.invoicing.creditnote.model.CreditRequest.LineCredit;
import io.receivables.invoicing.creditnote.model.InvoiceBalance.Group;
import io.receivables.invoicing.creditnote.model.InvoiceBalance.Part;
import io.receivables.invoicing.invoice.model.Rounding;
import io.receivables.invoicing.invoice.model.Totals;
import io.receivables.invoicing.invoice.model.VatGroup;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Splits an invoice into credit notes that never add up to more than the invoice and, once all is credited, to exactly
 * the invoice. Each figure is the rounded share of all credits so far less what was credited before; so the VAT of one
 * part may differ by the last decimal from its own taxable amount x rate, but the sum of the parts never does.
 */
public final class CreditCalculator {
    private final InvoiceBalance balance;
    private final Rounding rounding;

    private CreditCalculator(InvoiceBalance balance) {
        this.balance = balance;
        this.rounding = Rounding.of(balance.currency());
    }

    public static Credit calculate(InvoiceBalance balance, CreditRequest request) {
        if (balance.exhausted()) {
            throw Problem.of(InvoicingProblem.INVOICE_FULLY_CREDITED, "The invoice is already credited in full.");
        }
        return new CreditCalculator(balance).calculate(request);
    }

    private Credit calculate(CreditRequest request) {
        var lines = request instanceof CreditRequest.Lines some ? some(some.lines()) : remainder();
        var netByLine = new HashMap<Integer, BigDecimal>();
        var quantityByLine = new HashMap<Integer, BigDecimal>();
        lines.forEach(line -> {
            netByLine.put(line.lineNumber(), line.net());
            quantityByLine.put(line.lineNumber(), line.takenQuantity());
        });
        boolean full = balance.lines().stream().allMatch(line -> line.after(
                        quantityByLine.getOrDefault(line.lineNumber(), BigDecimal.ZERO),
                        netByLine.getOrDefault(line.lineNumber(), BigDecimal.ZERO))
                .exhausted());
        return document(lines, netByLine, full);
    }

    private List<Credit.Line> remainder() {
        return balance.lines().stream()
                .filter(line -> !line.exhausted())
                .map(line -> credit(line, line.remainingQuantity(), line.remainingNet()))
                .toList();
    }

    private List<Credit.Line> some(List<LineCredit> wanted) {
        var credits = new ArrayList<Credit.Line>(wanted.size());
        var seen = new HashSet<Integer>();
        for (int i = 0; i < wanted.size(); i++) {
            var one = wanted.get(i);
            var field = "lines[" + i + "]";
            if (!seen.add(one.lineNumber())) {
                throw Problem.invalid(List.of(new FieldError(field, "duplicate_line", "names a line again")));
            }
            credits.add(one(one, find(one.lineNumber(), field), field));
        }
        return credits;
    }

    private Credit.Line one(LineCredit wanted, CreditedLine line, String field) {
        if (wanted instanceof ByQuantity by) {
            if (line.exhausted() || by.quantity().compareTo(line.remainingQuantity()) > 0) {
                throw exceeds(field + ".quantity", line.exhausted() ? BigDecimal.ZERO : line.remainingQuantity());
            }
            return credit(line, by.quantity(), netOf(line, by.quantity()));
        }
        var net = rounding.exact(((ByAmount) wanted).netAmount(), field + ".amount");
        if (net.compareTo(line.remainingNet()) > 0) {
            throw exceeds(field + ".amount", line.remainingNet());
        }
        return amount(line, BigDecimal.ZERO, net);
    }

    private CreditedLine find(int lineNumber, String field) {
        return balance.lines().stream()
                .filter(line -> line.lineNumber() == lineNumber)
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                InvoicingProblem.INVOICE_LINE_UNKNOWN, "The invoice has no line " + lineNumber + ".")
                        .at(field + ".lineNumber", "unknown_line", "is not a line of the invoice"));
    }

    private BigDecimal netOf(CreditedLine line, BigDecimal quantity) {
        if (quantity.compareTo(line.remainingQuantity()) == 0) {
            return line.remainingNet();
        }
        var before = rounding.share(line.net(), line.creditedQuantity(), line.quantity());
        var after = rounding.share(line.net(), line.creditedQuantity().add(quantity), line.quantity());
        return after.subtract(before).min(line.remainingNet());
    }

    /**
     * States a quantity at its price, less the part of the line's allowance that leads to the net amount; where none does
     * (an amount was credited before, or rounding is in the way), the net amount alone.
     */
    private Credit.Line credit(CreditedLine line, BigDecimal quantity, BigDecimal net) {
        var allowance = rounding.round(quantity.multiply(line.unitPrice())).subtract(net);
        if (allowance.signum() < 0 || allowance.compareTo(line.remainingAllowance()) > 0) {
            return amount(line, quantity, net);
        }
        return new Credit.Line(
                line.lineNumber(),
                line.description(),
                quantity,
                line.unitCode(),
                line.unitPrice(),
                allowance,
                net,
                line.vat(),
                quantity);
    }

    private Credit.Line amount(CreditedLine line, BigDecimal takenQuantity, BigDecimal net) {
        return new Credit.Line(
                line.lineNumber(),
                line.description(),
                BigDecimal.ONE,
                "C62",
                net,
                rounding.zero(),
                net,
                line.vat(),
                takenQuantity);
    }

    private Credit document(List<Credit.Line> lines, Map<Integer, BigDecimal> netByLine, boolean full) {
        var credits = new ArrayList<GroupCredit>();
        var breakdown = new ArrayList<VatGroup>();
        for (var group : balance.groups()) {
            var part = full ? group.invoiced().minus(group.credited()) : part(group, netByLine);
            boolean named = lines.stream().anyMatch(line -> line.vat().equals(group.vat()));
            if (named || !part.isZero()) {
                credits.add(new GroupCredit(group.vat(), part));
                breakdown.add(new VatGroup(group.vat(), part.taxable(), part.tax(), group.exemptionReason()));
            }
        }
        var parts = credits.stream().map(GroupCredit::part).toList();
        var totals = Totals.of(
                lines.stream().map(Credit.Line::net).toList(),
                parts.stream().map(Part::allowance).toList(),
                parts.stream().map(Part::charge).toList(),
                parts.stream().map(Part::tax).toList(),
                rounding);
        return new Credit(List.copyOf(lines), List.copyOf(credits), List.copyOf(breakdown), totals, full);
    }

    /** The group's share after this credit note, less what was credited before; zero when its lines carry no money. */
    private Part part(Group group, Map<Integer, BigDecimal> netByLine) {
        var invoiced = rounding.zero();
        var credited = rounding.zero();
        for (var line : balance.lines()) {
            if (line.vat().equals(group.vat())) {
                invoiced = invoiced.add(line.net());
                credited = credited.add(line.creditedNet())
                        .add(netByLine.getOrDefault(line.lineNumber(), BigDecimal.ZERO));
            }
        }
        if (invoiced.signum() == 0) {
            return new Part(rounding.zero(), rounding.zero(), rounding.zero(), rounding.zero());
        }
        var allowance = rounding.share(group.invoiced().allowance(), credited, invoiced);
        var charge = rounding.share(group.invoiced().charge(), credited, invoiced);
        var taxable = credited.subtract(allowance).add(charge);
        var tax = rounding.percentOf(taxable, group.vat().rate());
        return new Part(allowance, charge, taxable, tax).minus(group.credited());
    }

    private static Problem exceeds(String field, BigDecimal remaining) {
        var left = remaining.stripTrailingZeros().toPlainString();
        return Problem.of(InvoicingProblem.CREDIT_EXCEEDS_REMAINING, "Only " + left + " is left to credit.")
                .at(field, "exceeds_remaining", "is more than the " + left + " left");
    }
}
