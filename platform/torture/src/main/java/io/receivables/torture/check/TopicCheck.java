package io.receivables.torture.check;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Finding;
import io.receivables.torture.history.Pauses;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** I4: every row of an outbox is on its topic, in the order of its aggregate, and the sequences have no gap. */
public final class TopicCheck {

    private static final int UUID_LENGTH = 36;
    private static final long ON_ITS_WAY_MILLIS = 5_000;

    private final ServiceTables books;
    private final TopicReader reader;
    private final List<Finding> findings = new ArrayList<>();
    private long events;

    public TopicCheck(LocalSystem system) {
        this.books = new ServiceTables(system);
        this.reader = new TopicReader(system.bootstrapServers());
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
        List<Map<String, String>> committed = books.rows(
                service,
                "select aggregate_id, max(sequence) as last from outbox where topic = ? group by aggregate_id",
                topic);
        committed.forEach(row -> events += Long.parseLong(row.get("last")));
        List<Finding> wrong = compare(topic, committed);
        if (!wrong.isEmpty()) {
            // Heads of the audit trail are committed by themselves at any time; what was on its way is there now.
            Pauses.millis(ON_ITS_WAY_MILLIS);
            wrong = compare(topic, committed);
        }
        findings.addAll(wrong);
    }

    private List<Finding> compare(String topic, List<Map<String, String>> committed) {
        Map<UUID, Trail> found = new HashMap<>();
        committed.forEach(row -> found.put(UUID.fromString(row.get("aggregate_id")), new Trail()));
        reader.each(topic, event -> follow(found, event));
        List<Finding> wrong = new ArrayList<>();
        committed.forEach(row -> {
            String aggregate = row.get("aggregate_id");
            found.get(UUID.fromString(aggregate))
                    .wrong(Long.parseLong(row.get("last")))
                    .ifPresent(what -> wrong.add(Finding.of(aggregate, "on " + topic + " " + what)));
        });
        return wrong;
    }

    /** Aggregates that no outbox knows are somebody else's test. */
    private static void follow(Map<UUID, Trail> found, ConsumerRecord<byte[], byte[]> event) {
        String subject = TopicReader.header(event, "ce_subject");
        if (subject.length() == UUID_LENGTH) {
            Trail trail = found.get(UUID.fromString(subject));
            if (trail != null) {
                trail.add(
                        Long.parseLong(TopicReader.header(event, "ce_sequence")),
                        TopicReader.header(event, "ce_id"),
                        "offset " + event.offset() + " of partition " + event.partition());
            }
        }
    }
}
