package io.receivables.chassis.events;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records of a batch, sorted into the events of each tenant and what cannot be read as an event. */
final class Deliveries {
    private final Map<String, List<ReceivedEvent>> byTenant = new LinkedHashMap<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Map<ReceivedEvent.Origin, ConsumerRecord<String, byte[]>> records = new HashMap<>();

    private Deliveries() {}

    static Deliveries of(Iterable<ConsumerRecord<String, byte[]>> batch, String consumer) {
        var deliveries = new Deliveries();
        for (var message : batch) {
            try {
                var event = CloudEventHeaders.read(message, consumer);
                deliveries
                        .byTenant
                        .computeIfAbsent(event.tenant(), t -> new ArrayList<>())
                        .add(event);
                deliveries.records.put(event.origin(), message);
            } catch (IllegalArgumentException e) {
                deliveries.unreadable.add(new Unreadable(message, e.getMessage()));
            }
        }
        return deliveries;
    }

    Map<String, List<ReceivedEvent>> byTenant() {
        return byTenant;
    }

    List<Unreadable> unreadable() {
        return unreadable;
    }

    /** The record as it came, for keeping. */
    ConsumerRecord<String, byte[]> recordOf(ReceivedEvent event) {
        return records.get(event.origin());
    }

    static Lane lane(String consumer, ReceivedEvent event) {
        return new Lane(event.tenant(), consumer, event.origin().topic(), event.subject());
    }

    /** A record that is no event of ours, and the first thing wrong with it. */
    record Unreadable(ConsumerRecord<String, byte[]> message, String reason) {}
}
