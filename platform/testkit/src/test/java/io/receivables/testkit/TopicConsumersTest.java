package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A consumer that topics.csv does not name would have no dead letter topic, and nobody would know that it reads. */
class TopicConsumersTest {

    @ParameterizedTest
    @ValueSource(strings = {"customer", "invoicing", "payment", "dunning", "reporting"})
    void topicsCsvNamesExactlyTheConsumersThatAreConfigured(String service) throws IOException {
        Set<String> named = new TreeSet<>();
        Contracts.topics().stream()
                .filter(topic -> topic.consumers().contains(service))
                .forEach(topic -> named.add(topic.name()));

        assertThat(configuredTopics(service)).isEqualTo(named);
    }

    private static Set<String> configuredTopics(String service) throws IOException {
        Path repository = Path.of("..", "..");
        Set<String> topics = new TreeSet<>();
        addTopics(
                repository.resolve("platform/chassis/src/main/resources/META-INF/microprofile-config.properties"),
                topics);
        addTopics(repository.resolve(service + "-service/src/main/resources/application.properties"), topics);
        return topics;
    }

    private static void addTopics(Path file, Set<String> topics) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        properties.stringPropertyNames().stream()
                .filter(name -> name.matches("mp\\.messaging\\.incoming\\.[a-z-]+\\.topic"))
                .forEach(name -> topics.add(properties.getProperty(name)));
    }
}
