package io.receivables.invoicing.invoice.model;

import java.util.Currency;
import java.util.List;
import java.util.stream.Stream;

/** What is to be invoiced, in one currency, before calculation. */
public record InvoiceContent(
        Currency currency, List<Line> lines, List<Adjustment> allowances, List<Adjustment> charges) {
    public InvoiceContent {
        lines = List.copyOf(lines);
        allowances = List.copyOf(allowances);
        charges = List.copyOf(charges);
    }

    public Stream<Vat> vats() {
        return Stream.of(
                        lines.stream().map(Line::vat),
                        allowances.stream().map(Adjustment::vat),
                        charges.stream().map(Adjustment::vat))
                .flatMap(s -> s);
    }
}
