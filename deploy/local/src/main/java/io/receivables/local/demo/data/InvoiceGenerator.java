package io.receivables.local.demo.data;

import io.receivables.local.demo.data.DemoCustomer.Habit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Spreads the invoices over the year: every customer buys now and then from the seller of its own country. */
final class InvoiceGenerator {

    private static final int LINES_MAX = 6;
    private static final int ALLOWANCE_PERCENT = 12;
    private static final int SAME_ORDER_PERCENT = 10;

    private final Catalogue catalogue;
    private final Draw draw;
    private final Map<String, Set<Integer>> weeks = new HashMap<>();

    InvoiceGenerator(Catalogue catalogue, Draw draw) {
        this.catalogue = catalogue;
        this.draw = draw;
    }

    List<DemoInvoice> invoices(List<DemoCustomer> customers, int count) {
        List<DemoInvoice> invoices = new ArrayList<>();
        String lastOrder = "";
        DemoCustomer customer = draw.oneOf(customers);
        for (int i = 0; i < count; i++) {
            // The second invoice of an order goes to the same customer: part deliveries.
            int week = (int) ((long) i * DemoYear.LAST_WEEK / count);
            boolean sameOrder = !lastOrder.isEmpty() && draw.chance(SAME_ORDER_PERCENT);
            if (!sameOrder || isAmbiguous(customer, week)) {
                customer = nextCustomer(customers, week);
                lastOrder = String.format("SO-2025-%05d", i + 1);
            }
            weeks.computeIfAbsent(customer.externalId(), c -> new HashSet<>()).add(week);
            invoices.add(new DemoInvoice(
                    String.format("DEMO-%05d", i + 1),
                    week,
                    customer.countryCode(),
                    customer.externalId(),
                    customer.currency(),
                    lastOrder,
                    lines(customer, DemoYear.date(week))));
        }
        return List.copyOf(invoices);
    }

    private DemoCustomer nextCustomer(List<DemoCustomer> customers, int week) {
        DemoCustomer customer = draw.oneOf(customers);
        while (isAmbiguous(customer, week)) {
            customer = draw.oneOf(customers);
        }
        return customer;
    }

    /** A payer without references settles the oldest debt; two of one day would leave it open which one that is. */
    private boolean isAmbiguous(DemoCustomer customer, int week) {
        return customer.habit() == Habit.SILENT
                && weeks.getOrDefault(customer.externalId(), Set.of()).contains(week);
    }

    private List<DemoLine> lines(DemoCustomer customer, LocalDate issueDate) {
        Country country = catalogue.countries().get(customer.countryCode());
        BigDecimal rate = customer.currency().equals("EUR") ? BigDecimal.ONE : country.perEuro();
        int count = 1 + Math.min(draw.between(0, LINES_MAX - 1), draw.between(0, LINES_MAX - 1));
        List<DemoLine> lines = new ArrayList<>();
        for (int number = 1; number <= count; number++) {
            lines.add(line(number, draw.oneOf(catalogue.products()), rate, draw.oneOf(country.vatRatesOn(issueDate))));
        }
        return List.copyOf(lines);
    }

    private DemoLine line(int number, Product product, BigDecimal rate, BigDecimal vatRate) {
        BigDecimal quantity = BigDecimal.valueOf(draw.between(product.from(), product.to()));
        if (product.fraction() > 0) {
            quantity = quantity.add(BigDecimal.valueOf(draw.between(0, 9), 1)).setScale(product.fraction());
        }
        int scale = product.price().scale() > 2 ? 4 : 2;
        BigDecimal price = product.price().multiply(rate).setScale(scale, RoundingMode.HALF_UP);
        BigDecimal gross = DemoTotals.round(quantity.multiply(price));
        BigDecimal allowance = draw.chance(ALLOWANCE_PERCENT)
                ? DemoTotals.round(gross.multiply(BigDecimal.valueOf(draw.between(2, 15), 2)))
                : BigDecimal.ZERO;
        return new DemoLine(number, product.description(), quantity, product.unitCode(), price, allowance, vatRate);
    }
}
