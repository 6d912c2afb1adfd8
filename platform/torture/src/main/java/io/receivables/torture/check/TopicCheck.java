package io.receivables.torture.check;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicProbe;
import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I4: every row of an outbox is on its topic, in the order of its aggregate, and the sequences have no gap. */
public final class TopicCheck {

    private static final int SHOWN = 12;

    private final LocalSystem system;
    private final Books books;
    private final List<Finding> findings = new ArrayList<>();
    private long events;

    public TopicCheck(LocalSystem system) {
        this.system = system;
        this.books = new Books(system);
    }

    public List<Finding> run() {
        for (ServiceName service : ServiceName.values()) {
            for (Map<String, String> row : books.rows(service, "select distinct topic from outbox")) {
                check(service, row.get("topic"));
            }
        }
        return List.copyOf(findings);
    }

    /** How many events were looked at. */
    public long events() {
        return events;
    }

    private void check(ServiceName service, String topic) {
        Map<String, List<ObservedEvent>> found = firstOccurrences(topic);
        Map<String, Long> expected = new HashMap<>();
        for (Map<String, String> row : books.rows(
                service,
                "select aggregate_id, max(sequence) as last from outbox where topic = ? group by aggregate_id",
                topic)) {
            expected.put(row.get("aggregate_id"), Long.valueOf(row.get("last")));
        }
        expected.forEach((aggregate, last) -> check(topic, aggregate, last, found.getOrDefault(aggregate, List.of())));
    }

    private void check(String topic, String aggregate, long last, List<ObservedEvent> found) {
        events += last;
        for (int i = 0; i < last; i++) {
            if (i >= found.size() || found.get(i).sequence() != i + 1) {
                String next = i >= found.size()
                        ? "nothing"
                        : "sequence " + found.get(i).sequence();
                findings.add(new Finding(
                        aggregate,
                        "on " + topic + " sequence " + (i + 1) + " of " + last + " is missing or late; there is "
                                + next,
                        found.stream().limit(SHOWN).map(TopicCheck::text).toList()));
                return;
            }
        }
        if (found.size() > last) {
            findings.add(
                    Finding.of(aggregate, "has more events on " + topic + " than were committed: " + found.size()));
        }
    }

    /** The events of each aggregate in the order in which they came first; a second copy of the same event is allowed. */
    private Map<String, List<ObservedEvent>> firstOccurrences(String topic) {
        Map<String, List<ObservedEvent>> byAggregate = new HashMap<>();
        Set<String> seen = new HashSet<>();
        try (TopicProbe probe = TopicProbe.on(topic, system.bootstrapServers())) {
            for (ObservedEvent event : probe.events()) {
                if (seen.add(event.header("ce_id"))) {
                    byAggregate
                            .computeIfAbsent(event.header("ce_subject"), id -> new ArrayList<>())
                            .add(event);
                }
            }
        }
        return byAggregate;
    }

    private static String text(ObservedEvent event) {
        return event.type() + " " + event.sequence() + " at offset " + event.offset() + " of " + event.partition();
    }
}
