package io.receivables.torture.poison;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.testkit.Contracts;
import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** When every good event of a tenant was committed by its owner, and when each of its consumers applied it. */
final class Deliveries {

    private static final String COMMITTED =
            """
            select id, topic, aggregate_id, (extract(epoch from created_at) * 1000)::bigint as at
              from outbox where tenant_id = ?""";
    private static final String APPLIED =
            """
            select event_id as id, (extract(epoch from received_at) * 1000)::bigint as at
              from inbox where tenant_id = ?""";

    private final ServiceTables books;
    private final String tenant;
    private final Set<String> poisoned;
    private final List<Finding> missing = new ArrayList<>();
    private long events;
    private long slowestMillis;
    private String slowest = "";

    /** @param poisoned aggregates that were never anybody's: what services made of them is nothing good */
    Deliveries(LocalSystem system, String tenant, Set<String> poisoned) {
        this.books = new ServiceTables(system);
        this.tenant = tenant;
        this.poisoned = poisoned;
    }

    Deliveries look() {
        Map<ServiceName, Map<String, Long>> applied = new HashMap<>();
        for (ServiceName service : ServiceName.values()) {
            Map<String, Long> at = new HashMap<>();
            books.rows(service, APPLIED, tenant).forEach(row -> at.put(row.get("id"), Long.valueOf(row.get("at"))));
            applied.put(service, at);
        }
        for (Contracts.Topic topic : Contracts.topics()) {
            if (!topic.consumers().isEmpty()) {
                compare(topic, applied);
            }
        }
        return this;
    }

    private void compare(Contracts.Topic topic, Map<ServiceName, Map<String, Long>> applied) {
        for (Map<String, String> event :
                books.rows(service(topic.owner()), COMMITTED + " and topic = ?", tenant, topic.name())) {
            if (poisoned.contains(event.get("aggregate_id"))) {
                continue;
            }
            events++;
            for (String consumer : topic.consumers()) {
                delivery(event, consumer, applied.get(service(consumer)).get(event.get("id")));
            }
        }
    }

    private void delivery(Map<String, String> event, String consumer, Long at) {
        String name = "event " + event.get("id") + " of " + event.get("topic");
        if (at == null) {
            missing.add(Finding.of(name, "was not applied by " + consumer + "-service"));
            return;
        }
        long millis = at - Long.parseLong(event.get("at"));
        if (millis > slowestMillis) {
            slowestMillis = millis;
            slowest = name + " in " + consumer + "-service";
        }
    }

    private static ServiceName service(String name) {
        return ServiceName.valueOf(name.toUpperCase(Locale.ROOT));
    }

    long events() {
        return events;
    }

    /** Events that some consumer never applied. */
    List<Finding> missing() {
        return missing;
    }

    long slowestMillis() {
        return slowestMillis;
    }

    String slowest() {
        return slowest;
    }
}
