package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.openitem.model.OpenItem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The open items a batch of payments is matched with, kept current while the payments take from them one by one. */
public final class OpenItemBook {
    /** Due date decides; due debts come before those that are not due because their date is earlier. */
    static final Comparator<OpenItem> OLDEST_DUE = Comparator.comparing(OpenItem::dueDate)
            .thenComparing(OpenItem::issueDate)
            .thenComparing(OpenItem::invoiceNumber)
            .thenComparing(OpenItem::invoiceId);

    private final Map<UUID, OpenItem> items = new LinkedHashMap<>();
    private final Map<String, List<UUID>> byKey = new HashMap<>();
    private final Map<UUID, List<UUID>> byCustomer = new HashMap<>();

    public OpenItemBook(Collection<OpenItem> openItems) {
        openItems.stream().sorted(OLDEST_DUE).forEach(this::add);
    }

    /** The same book with more items; those that are in it already stay as they are. */
    public OpenItemBook with(Collection<OpenItem> more) {
        if (more.isEmpty()) {
            return this;
        }
        var all = new LinkedHashMap<UUID, OpenItem>();
        more.forEach(item -> all.put(item.invoiceId(), item));
        all.putAll(items);
        return new OpenItemBook(all.values());
    }

    private void add(OpenItem item) {
        items.put(item.invoiceId(), item);
        byKey.computeIfAbsent(item.numberKey(), k -> new ArrayList<>()).add(item.invoiceId());
        item.referenceKey().filter(key -> !key.equals(item.numberKey())).ifPresent(key -> byKey.computeIfAbsent(
                        key, k -> new ArrayList<>())
                .add(item.invoiceId()));
        byCustomer.computeIfAbsent(item.customerId(), k -> new ArrayList<>()).add(item.invoiceId());
    }

    public Optional<OpenItem> item(UUID invoiceId) {
        return Optional.ofNullable(items.get(invoiceId));
    }

    /** Items whose number or payment reference has this key, oldest due first. */
    public List<OpenItem> named(String key) {
        return byKey.getOrDefault(key, List.of()).stream().map(items::get).toList();
    }

    /** Items of a customer, oldest due first. */
    public List<OpenItem> ofCustomer(UUID customerId) {
        return byCustomer.getOrDefault(customerId, List.of()).stream()
                .map(items::get)
                .toList();
    }

    /** What the customer owes in a currency on the items that are in the book. */
    public Money open(UUID customerId, Currency currency) {
        return ofCustomer(customerId).stream()
                .filter(item -> item.currency().equals(currency))
                .map(OpenItem::open)
                .reduce(Money.zero(currency), Money::plus);
    }

    /** Books an allocation and gives the item as it is afterwards. */
    public OpenItem allocate(UUID invoiceId, Money amount) {
        return items.compute(invoiceId, (id, item) -> item.allocate(amount));
    }
}
