package io.receivables.torture.events;

import io.receivables.torture.check.TopicReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends records of a topic again, byte for byte to the partitions they came from, but in another order. */
final class Copies {

    /** So many are shuffled with each other: what fits into the heap, and more than a consumer takes at once. */
    private static final int WINDOW = 5_000;

    private static final int LARGEST = 8 * 1024 * 1024;

    private final String bootstrapServers;
    private final SplittableRandom random;

    Copies(String bootstrapServers, SplittableRandom random) {
        this.bootstrapServers = bootstrapServers;
        this.random = random;
    }

    /**
     * Sends records of the topic once more; answers how many, when the broker has them all.
     *
     * @param chance of each record to be sent again, from 0 to 1
     */
    long send(String topic, double chance, long most) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            Sending sending = new Sending(producer, chance, most);
            new TopicReader(bootstrapServers).each(topic, sending::take);
            sending.flush();
            return sending.sent;
        }
    }

    private final class Sending {

        private final KafkaProducer<byte[], byte[]> producer;
        private final double chance;
        private final long most;
        private final List<ConsumerRecord<byte[], byte[]>> window = new ArrayList<>();
        private long sent;

        private Sending(KafkaProducer<byte[], byte[]> producer, double chance, long most) {
            this.producer = producer;
            this.chance = chance;
            this.most = most;
        }

        private void take(ConsumerRecord<byte[], byte[]> event) {
            if (sent + window.size() < most && random.nextDouble() < chance) {
                window.add(event);
            }
            if (window.size() == WINDOW) {
                flush();
            }
        }

        private void flush() {
            Collections.shuffle(window, new Random(random.nextLong()));
            List<Future<RecordMetadata>> answers = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> event : window) {
                answers.add(producer.send(new ProducerRecord<>(
                        event.topic(), event.partition(), null, event.key(), event.value(), event.headers())));
            }
            answers.forEach(Copies::await);
            sent += window.size();
            window.clear();
        }
    }

    private static void await(Future<RecordMetadata> answer) {
        try {
            answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A copy was not accepted", e);
        }
    }
}
