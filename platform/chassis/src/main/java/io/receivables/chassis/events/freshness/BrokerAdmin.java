package io.receivables.chassis.events.freshness;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/** The service's one client for questions about topics and groups; it connects at the first question. */
@ApplicationScoped
public class BrokerAdmin {
    private static final int REQUEST_MILLIS = 1500;
    private static final int ANSWER_MILLIS = 2000;

    private final Map<String, Object> settings = new HashMap<>();
    private Admin admin;

    /**
     * @param broker where the broker is and how to log in there; settings of other clients are ignored
     */
    public BrokerAdmin(@Identifier("default-kafka-broker") Map<String, Object> broker) {
        broker.forEach((key, value) -> {
            if (AdminClientConfig.configNames().contains(key)) {
                settings.put(key, value);
            }
        });
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
    }

    /** Fails after two seconds without an answer; continues on the client's own thread. */
    <T> Uni<T> ask(Function<Admin, KafkaFuture<T>> question) {
        return Uni.createFrom().completionStage(() -> question.apply(client()).toCompletionStage());
    }

    private synchronized Admin client() {
        if (admin == null) {
            admin = Admin.create(settings);
        }
        return admin;
    }

    @PreDestroy
    public synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }
}
