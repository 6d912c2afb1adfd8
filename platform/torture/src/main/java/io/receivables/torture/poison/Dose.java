package io.receivables.torture.poison;

import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A wrong record that was sent.
 *
 * @param aggregate an aggregate of its own; behind the wrong record came a good one with sequence {@link #FOLLOWER}
 * @param place where the wrong record is on its topic
 */
record Dose(Kind kind, UUID aggregate, String place) {

    static final long FOLLOWER = 2;

    static String place(RecordMetadata sent) {
        return place(sent.topic(), sent.partition(), sent.offset());
    }

    static String place(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    @Override
    public String toString() {
        return kind + " (" + place + ", aggregate " + aggregate + ")";
    }
}
