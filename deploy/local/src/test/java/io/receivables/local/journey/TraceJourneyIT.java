package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicProbe;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** One trace from the REST call through outbox, Kafka and consumers. */
class TraceJourneyIT {

    @Test
    void theTraceOfTheRequestGoesThroughOutboxKafkaAndTheNextServicesOutbox() throws JsonProcessingException {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        String trace = UUID.randomUUID().toString().replace("-", "");
        Map<String, Object> body = JourneyTenant.invoice(tenant.seller(), tenant.customer(), "100.00");
        tenant.issue(body);
        JsonNode invoice = tenant.staff()
                .invoicing()
                .send(
                        "POST",
                        "/v1/invoices?issue=true",
                        "application/json",
                        new ObjectMapper().writeValueAsBytes(body),
                        Map.of(
                                "Idempotency-Key",
                                UUID.randomUUID().toString(),
                                "traceparent",
                                "00-" + trace + "-00f067aa0ba902b7-01"))
                .expect(201)
                .json();
        UUID id = UUID.fromString(invoice.path("invoiceId").asText());

        ObservedEvent issued = event(tenant, "receivables.invoicing.invoices", id, "InvoiceIssued.v1");
        ObservedEvent owed = event(tenant, "receivables.payment.open-items", id, "OpenItemChanged.v1");

        assertThat(issued.header("traceparent")).startsWith("00-" + trace + "-");
        assertThat(owed.header("traceparent")).startsWith("00-" + trace + "-");
        assertThat(owed.header("traceparent")).isNotEqualTo(issued.header("traceparent"));
        assertThat(owed.causationId()).isEqualTo(issued.id().toString());
        assertThat(owed.correlationId()).isEqualTo(issued.correlationId());
    }

    private static ObservedEvent event(JourneyTenant tenant, String topic, UUID subject, String type) {
        try (TopicProbe probe = TopicProbe.on(topic, tenant.system().bootstrapServers())) {
            return probe.await(tenant.id(), subject, type);
        }
    }
}
