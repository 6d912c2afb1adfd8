package io.receivables.reporting.order;

import io.receivables.chassis.money.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Adds up an order by currency and checks the sums against the open items. */
final class OrderSums {
    private OrderSums() {}

    static List<OrderResponse.Sums> of(List<OrderResponse.Invoice> invoices) {
        return invoices.stream()
                .collect(Collectors.groupingBy(OrderResponse.Invoice::currency, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static OrderResponse.Sums of(String currency, List<OrderResponse.Invoice> invoices) {
        var invoiced = sum(currency, invoices, OrderResponse.Invoice::total);
        var credited = sum(currency, invoices, i -> sum(currency, i.creditNotes(), OrderResponse.CreditNote::total));
        var paid = sum(currency, invoices, i -> sum(currency, i.payments(), OrderResponse.Payment::amount));
        var open = sum(currency, invoices, i -> i.open().orElse(BigDecimal.ZERO));
        var difference = invoiced.subtract(credited).subtract(paid).subtract(open);
        boolean complete = invoices.stream().map(OrderResponse.Invoice::open).allMatch(Optional::isPresent);
        return new OrderResponse.Sums(
                currency, invoiced, credited, paid, open, difference, complete && difference.signum() == 0);
    }

    private static <T> BigDecimal sum(String currency, List<T> items, Function<T, BigDecimal> amount) {
        return items.stream()
                .map(amount)
                .reduce(Money.zero(Money.currency(currency)).amount(), BigDecimal::add);
    }
}
