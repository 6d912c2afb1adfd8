package io.receivables.torture.poison;

import io.receivables.torture.history.Pauses;
import io.receivables.torture.poison.Kind.Bottle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.DoubleSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Puts one kind of poison after the other on the topics, each with a good event behind it in its aggregate. */
final class Poisoner {

    private static final int LARGEST = 8 * 1024 * 1024;
    private static final long LOOK_MILLIS = 10;

    private final String tenant;
    private final String bootstrapServers;
    private final List<Kind> kinds;

    Poisoner(String tenant, String bootstrapServers, List<Kind> kinds) {
        this.tenant = tenant;
        this.bootstrapServers = bootstrapServers;
        this.kinds = kinds;
    }

    /** Sends all kinds, evenly over the progress of the good events from 0 to 1. */
    List<Dose> poison(DoubleSupplier progress) {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                LARGEST);
        List<Dose> doses = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            Map<String, UUID> taken = new HashMap<>();
            for (Kind kind : kinds) {
                while (progress.getAsDouble() * kinds.size() < doses.size()) {
                    Pauses.millis(LOOK_MILLIS);
                }
                UUID used = taken.computeIfAbsent(kind.stock().topic(), topic -> harmless(producer, kind.stock()));
                doses.add(send(producer, kind, used));
            }
        }
        return doses;
    }

    private UUID harmless(KafkaProducer<String, byte[]> producer, Stock stock) {
        Draft filler = Draft.filler(stock, tenant, UUID.randomUUID(), 1);
        // The same partition as the one that will use its id again, so that it is the first of the two.
        sent(producer.send(filler.partition(0).build()));
        return UUID.fromString(filler.text(Draft.ID));
    }

    private Dose send(KafkaProducer<String, byte[]> producer, Kind kind, UUID taken) {
        UUID aggregate = UUID.randomUUID();
        Bottle bottle = new Bottle(kind.stock(), tenant, aggregate, taken);
        RecordMetadata last = null;
        for (Draft draft : kind.recipe().drafts(bottle)) {
            last = sent(producer.send(draft.build()));
        }
        sent(producer.send(bottle.filler(Dose.FOLLOWER).build()));
        return new Dose(kind, aggregate, Dose.place(last));
    }

    private static RecordMetadata sent(Future<RecordMetadata> record) {
        try {
            return record.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("The broker did not take a record", e);
        }
    }
}
