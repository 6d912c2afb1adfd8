package io.receivables.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of {@code topics.csv} and their dead letter topics; the broker never creates one by itself. */
public final class Topics {

    /** Twice the largest event the services publish, so that no stored event is refused; nothing expires. */
    private static final Map<String, String> SETTINGS =
            Map.of("max.message.bytes", "8388608", "retention.ms", "-1", "retention.bytes", "-1");

    private Topics() {}

    /** Creates what is missing on a single-node broker; repeating it changes nothing. Returns the names of the topics it made. */
    public static List<String> create(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                "30000"))) {
            Set<String> present = admin.listTopics().names().get();
            List<NewTopic> missing = all().stream()
                    .filter(topic -> !present.contains(topic.name()))
                    .toList();
            admin.createTopics(missing).all().get();
            return missing.stream().map(NewTopic::name).toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return List.of();
            }
            throw new IllegalStateException(
                    "Topics could not be created: " + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while creating topics", e);
        }
    }

    private static List<NewTopic> all() {
        List<NewTopic> topics = new ArrayList<>();
        for (Contracts.Topic topic : Contracts.topics()) {
            topics.add(new NewTopic(topic.name(), topic.partitions(), (short) 1).configs(SETTINGS));
            topic.deadLetterTopics().forEach(name -> topics.add(new NewTopic(name, 1, (short) 1).configs(SETTINGS)));
        }
        return topics;
    }
}
