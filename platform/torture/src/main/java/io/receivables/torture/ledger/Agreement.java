package io.receivables.torture.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import io.receivables.torture.check.OpenAmounts;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.ledger.Outcome.Money;
import io.receivables.torture.world.Cents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what the four services that know open amounts say with the books, after everything has come to rest. */
final class Agreement {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final LocalSystem system;
    private final OpenAmounts open;
    private final List<Outcome> outcomes;
    private final Map<String, Long> expected = new HashMap<>();

    /** @param tenants a pattern of SQL for the tenants of the sequences */
    Agreement(LocalSystem system, String tenants, List<Outcome> outcomes) {
        this.system = system;
        this.open = new OpenAmounts(system, tenants);
        this.outcomes = outcomes;
        outcomes.forEach(outcome -> expected.putAll(outcome.open()));
    }

    long invoices() {
        return expected.size();
    }

    /** Waits until there is no difference any more or patience ends; answers how long it took in seconds. */
    double await() {
        long begin = System.nanoTime();
        Pauses.until(PATIENCE, () -> differences().isEmpty());
        return (System.nanoTime() - begin) / 1e9;
    }

    /** I2: invoices whose open amount is another one in some service, and invoices that only one side knows. */
    List<Finding> differences() {
        return open.differences(expected);
    }

    /** I1: payments that are not exactly those of the books, or whose parts do not add up. */
    List<Finding> payments() {
        List<Finding> findings = new ArrayList<>();
        Map<String, List<Outcome>> byTenant = outcomes.stream().collect(Collectors.groupingBy(Outcome::tenant));
        byTenant.forEach((tenant, those) -> {
            Map<String, Money> book = new HashMap<>();
            those.forEach(outcome -> outcome.payments().forEach(payment -> book.put(payment.id(), payment)));
            Client client = new Client(system, tenant, new History());
            client.each(ServiceName.PAYMENT, "/v1/payments", found -> {
                Money payment = book.remove(found.path("paymentId").asText());
                if (payment == null) {
                    payment = book.remove(found.path("endToEndId").asText());
                }
                compare(payment, found, findings);
            });
            book.keySet().forEach(id -> findings.add(Finding.of("payment " + id, "was acknowledged and is not there")));
        });
        return findings;
    }

    private static void compare(Money payment, JsonNode found, List<Finding> findings) {
        String id = "payment " + found.path("paymentId").asText();
        if (payment == null) {
            findings.add(Finding.of(id, "is there and no client recorded it: " + found));
            return;
        }
        Money there = new Money(
                payment.id(),
                Cents.of(found.path("amount")),
                Cents.of(found.path("allocatedAmount")),
                Cents.of(found.path("unappliedAmount")),
                payment.reversed());
        long reversed = Cents.of(found.path("reversedAmount"));
        if (!there.equals(payment) || reversed != (payment.reversed() ? payment.amount() : 0)) {
            findings.add(Finding.of(id, "the book has " + payment + " in cents; found " + found));
        }
    }
}
