package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.receivables.testkit.Contracts.EventContract;
import io.receivables.testkit.Contracts.Topic;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The structure of asyncapi.yaml, without npm; {@code make check-asyncapi} runs the reference parser as well. */
class AsyncApiTest {

    private static JsonNode document;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream yaml = Contracts.open("asyncapi.yaml")) {
            document = new YAMLMapper().readTree(yaml);
        }
    }

    @Test
    void itIsAnAsyncApi3Document() {
        assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(document.path("info").path("title").asText()).isNotEmpty();
        assertThat(document.path("info").path("version").asText()).matches("\\d+\\.\\d+\\.\\d+");
    }

    @Test
    void everyChannelIsATopicAndEveryTopicAChannel() {
        List<String> addresses = new ArrayList<>();
        document.path("channels")
                .forEach(channel -> addresses.add(channel.path("address").asText()));

        assertThat(addresses)
                .containsExactlyInAnyOrderElementsOf(
                        Contracts.topics().stream().map(Topic::name).toList());
    }

    @Test
    void everySchemaIsThePayloadOfExactlyOneMessageAndNothingElseIs() {
        List<String> payloads = new ArrayList<>();
        document.path("components")
                .path("messages")
                .forEach(message -> payloads.add(message.at("/payload/$ref").asText()));

        assertThat(payloads)
                .containsExactlyInAnyOrderElementsOf(Contracts.events().stream()
                        .map(event -> "./" + event.path())
                        .toList());
    }

    @Test
    void everyMessageIsOnTheChannelOfItsTopicOnly() {
        Map<String, Set<String>> topicsOfMessage = new HashMap<>();
        document.path("channels")
                .forEach(channel -> channel.path("messages").fieldNames().forEachRemaining(message -> topicsOfMessage
                        .computeIfAbsent(message, key -> new HashSet<>())
                        .add(channel.path("address").asText())));

        assertThat(topicsOfMessage).hasSameSizeAs(Contracts.events());
        for (EventContract event : Contracts.events()) {
            assertThat(topicsOfMessage.get(event.type()))
                    .as(event.type())
                    .containsExactlyInAnyOrderElementsOf(Contracts.topics().stream()
                            .map(Topic::name)
                            .filter(event::isOn)
                            .toList());
        }
    }

    @Test
    void everyChannelHasOneOperationThatPublishesAllItsMessages() {
        assertThat(document.path("operations")).hasSameSizeAs(document.path("channels"));
        document.path("operations").forEach(operation -> {
            JsonNode channel = resolve(operation.path("channel").path("$ref").asText());
            assertThat(operation.path("action").asText()).isEqualTo("send");
            assertThat(operation.path("messages")).hasSameSizeAs(channel.path("messages"));
        });
    }

    @Test
    void everyReferenceResolves() {
        List<String> references = new ArrayList<>();
        collectReferences(document, references);

        assertThat(references).hasSizeGreaterThan(30).allSatisfy(reference -> {
            if (reference.startsWith("#")) {
                assertThat(resolve(reference).isMissingNode()).as(reference).isFalse();
            } else {
                try (InputStream file = Contracts.open(reference.substring(2))) {
                    assertThat(file).isNotEmpty();
                }
            }
        });
    }

    @Test
    void everyMessageHasTheCloudEventsHeaders() {
        document.path("components").path("messages").forEach(message -> assertThat(
                        message.at("/traits/0/$ref").asText())
                .isEqualTo("#/components/messageTraits/cloudEvent"));
        JsonNode headers = document.at("/components/schemas/cloudEventHeaders/properties");
        assertThat(headers.fieldNames())
                .toIterable()
                .contains("ce_id", "ce_type", "ce_source", "ce_subject", "ce_specversion", "ce_time", "ce_tenantid")
                .contains("ce_sequence", "ce_correlationid", "ce_causationid", "ce_partitionkey", "content-type");
    }

    private static JsonNode resolve(String reference) {
        return document.at(reference.substring(1));
    }

    private static void collectReferences(JsonNode node, List<String> found) {
        if (node.path("$ref").isTextual()) {
            found.add(node.path("$ref").asText());
        }
        node.forEach(child -> collectReferences(child, found));
    }
}
