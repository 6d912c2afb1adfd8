package io.receivables.testkit.docs;

import static io.receivables.testkit.docs.Markdown.anchor;
import static io.receivables.testkit.docs.Markdown.code;
import static io.receivables.testkit.docs.Markdown.header;
import static io.receivables.testkit.docs.Markdown.row;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.testkit.Contracts;
import io.receivables.testkit.Contracts.EventContract;
import io.receivables.testkit.Contracts.Topic;
import io.receivables.testkit.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code docs/events.md}: what is published where, and what every property means. */
final class EventsPage {

    private static final String INTRODUCTION =
            """
            # Events

            Every state change is published as a [CloudEvent 1.0](https://cloudevents.io) in Kafka binary mode with a JSON payload. The
            machine-readable form of this page is [asyncapi.yaml](../platform/contracts/src/main/resources/asyncapi.yaml); the schemas
            and examples are beside it, one file per event and version.

            What a reader may rely on:

            - **Complete**: the payload is the state at the event; no call back is needed to understand it.
            - **In order per aggregate**: one topic per aggregate, keyed by its id; `ce_sequence` counts from 1 without gaps. Between topics
              there is no order.
            - **At least once**: the same `ce_id` may come twice; apply it once.
            - **Stable**: a version only ever gains optional properties, so ignore what you do not know. Anything else becomes a `.v2`, with a
              period in which both are published.
            - **Exact**: amounts are decimal strings in the currency named beside them, with the decimals of ISO 4217. Dates are `yyyy-MM-dd`,
              instants are UTC. Optional properties are left out when they have no value, never null.
            - What a consumer cannot process goes to `<topic>.dlq.<consumer>` and is listed by that service under `/v1/parked-events`.
            """;

    private EventsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(Markdown.GENERATED).append(INTRODUCTION);
        appendTopics(page);
        appendHeaders(page);
        Set<String> explained = new HashSet<>();
        for (Topic topic : Contracts.topics()) {
            page.append("\n## ").append(topic.name()).append("\n\n");
            page.append(topic.description())
                    .append(". Key: ")
                    .append(topic.key())
                    .append(".\n");
            for (EventContract event : eventsOf(topic)) {
                if (explained.add(event.type())) {
                    appendEvent(page, event);
                } else {
                    page.append("\nCarries ").append(link(event)).append(", explained above.\n");
                }
            }
        }
        return page.toString();
    }

    private static void appendTopics(StringBuilder page) {
        page.append("\n## Topics\n\n").append(header("Topic", "Key", "Partitions", "Owner", "Read by", "Events"));
        for (Topic topic : Contracts.topics()) {
            String events = eventsOf(topic).stream().map(EventsPage::link).collect(Collectors.joining(", "));
            page.append(row(
                    code(topic.name()),
                    topic.key(),
                    Integer.toString(topic.partitions()),
                    topic.owner(),
                    String.join(", ", topic.consumers()),
                    events));
        }
    }

    private static String link(EventContract event) {
        return "[" + event.type() + "](" + anchor(event.type()) + ")";
    }

    private static void appendHeaders(StringBuilder page) {
        page.append("\n## Headers of every event\n\n").append(header("Header", "Meaning", "Example"));
        for (CloudEventAttributes attribute : CloudEventAttributes.ALL) {
            String optional = attribute.required() ? "" : " Optional.";
            page.append(row(code(attribute.header()), attribute.description() + optional, code(attribute.example())));
        }
    }

    private static void appendEvent(StringBuilder page, EventContract event) {
        page.append("\n### ").append(event.type()).append("\n\n");
        page.append(event.schema().path("description").asText()).append("\n\n");
        page.append("[Schema](../platform/contracts/src/main/resources/")
                .append(event.path())
                .append(")\n\n");
        page.append(header("Property", "Type", "Required", "Meaning"));
        appendProperties(page, "", event.schema());
        for (int i = 0; i < event.examples().size(); i++) {
            page.append("\n<details><summary>Example ").append(i + 1).append("</summary>\n\n```json\n");
            page.append(Json.text(event.examples().get(i))).append("\n```\n\n</details>\n");
        }
    }

    private static void appendProperties(StringBuilder page, String prefix, JsonNode schema) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            JsonNode value = property.getValue();
            String name = prefix + property.getKey();
            boolean list = value.path("type").asText().equals("array");
            page.append(row(
                    code(list ? name + "[]" : name),
                    type(value),
                    required.contains(property.getKey()) ? "yes" : "no",
                    value.path("description").asText()));
            appendProperties(page, list ? name + "[]." : name + ".", list ? value.path("items") : value);
        }
    }

    private static String type(JsonNode schema) {
        if (schema.has("enum")) {
            List<String> values = new java.util.ArrayList<>();
            schema.path("enum").forEach(value -> values.add(code(value.asText())));
            return String.join(", ", values);
        }
        if (schema.path("type").asText().equals("array")) {
            return "list of " + type(schema.path("items"));
        }
        return schema.has("format")
                ? schema.path("format").asText()
                : schema.path("type").asText();
    }

    private static List<EventContract> eventsOf(Topic topic) {
        return Contracts.events().stream()
                .filter(event -> event.isOn(topic.name()))
                .toList();
    }
}
