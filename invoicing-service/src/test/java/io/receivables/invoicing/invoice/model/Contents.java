package io.receivables.invoicing.invoice.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/** Builds invoice contents for tests in few words. */
public final class Contents {
    private Contents() {}

    public static Line line(int number, String quantity, String price, VatCategory category, String rate) {
        return line(number, quantity, price, category, rate, Optional.empty(), Optional.empty());
    }

    public static Line line(
            int number,
            String quantity,
            String price,
            VatCategory category,
            String rate,
            Optional<Reduction> allowance,
            Optional<String> exemption) {
        return new Line(
                number,
                "Line " + number,
                new BigDecimal(quantity),
                "C62",
                new BigDecimal(price),
                allowance.map(reduction -> new LineAllowance(reduction, "Discount")),
                new Vat(category, new BigDecimal(rate)),
                exemption,
                Optional.empty());
    }

    public static Adjustment adjustment(Reduction reduction, String rate) {
        return new Adjustment(reduction, "Reason", new Vat(VatCategory.S, new BigDecimal(rate)), Optional.empty());
    }

    public static Optional<Reduction> percent(String percent) {
        return Optional.of(new Reduction.Percent(new BigDecimal(percent)));
    }

    public static Optional<Reduction> fixed(String amount) {
        return Optional.of(new Reduction.Fixed(new BigDecimal(amount)));
    }

    public static InvoiceContent of(String currency, Line... lines) {
        return new InvoiceContent(Currency.getInstance(currency), Arrays.asList(lines), List.of(), List.of());
    }

    public static InvoiceContent with(InvoiceContent content, List<Adjustment> allowances, List<Adjustment> charges) {
        return new InvoiceContent(
                content.currency(), content.lines(), new ArrayList<>(allowances), new ArrayList<>(charges));
    }
}
