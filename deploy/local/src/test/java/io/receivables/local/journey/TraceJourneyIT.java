package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.api.Api;
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
        String trace = newTrace();
        Map<String, Object> body = JourneyTenant.invoice(tenant.seller(), tenant.customer(), "100.00");
        tenant.issue(body);
        UUID id = id(traced(tenant.staff().invoicing(), "/v1/invoices?issue=true", body, trace), "invoiceId");

        ObservedEvent issued = event(tenant, "receivables.invoicing.invoices", id, "InvoiceIssued.v1");
        ObservedEvent owed = event(tenant, "receivables.payment.open-items", id, "OpenItemChanged.v1");

        assertSpansOf(trace, issued, owed);
        assertCausedBy(issued, owed);
    }

    @Test
    void theTraceOfAPaymentComesBackToInvoicingAsPaid() throws JsonProcessingException {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        JsonNode invoice = tenant.issue(tenant.seller(), tenant.customer(), "100.00");
        String trace = newTrace();
        Map<String, Object> body = Map.of(
                "method",
                "CARD",
                "amount",
                Map.of("amount", "127.00", "currency", "EUR"),
                "structuredReference",
                invoice.path("paymentReference").asText(),
                "reason",
                "Paid by card");
        UUID payment = id(traced(tenant.staff().payment(), "/v1/payments", body, trace), "paymentId");
        UUID paidInvoice = id(invoice, "invoiceId");

        ObservedEvent received = event(tenant, "receivables.payment.payments", payment, "PaymentReceived.v1");
        ObservedEvent paid = event(tenant, "receivables.invoicing.invoices", paidInvoice, "InvoicePaid.v1");
        ObservedEvent owed;
        try (TopicProbe probe =
                TopicProbe.on("receivables.payment.open-items", tenant.system().bootstrapServers())) {
            owed = probe.awaitCount(tenant.id(), paidInvoice, 2).get(1);
        }

        assertSpansOf(trace, received, owed, paid);
        assertThat(received.correlationId()).isEqualTo(owed.correlationId());
        assertCausedBy(owed, paid);
    }

    private static String newTrace() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static JsonNode traced(Api api, String path, Map<String, Object> body, String trace)
            throws JsonProcessingException {
        String key = UUID.randomUUID().toString();
        Map<String, String> headers =
                Map.of("Idempotency-Key", key, "traceparent", "00-" + trace + "-00f067aa0ba902b7-01");
        byte[] content = new ObjectMapper().writeValueAsBytes(body);
        return api.send("POST", path, "application/json", content, headers)
                .expect(201)
                .json();
    }

    private static UUID id(JsonNode node, String field) {
        return UUID.fromString(node.path(field).asText());
    }

    private static void assertSpansOf(String trace, ObservedEvent... events) {
        assertThat(events)
                .allSatisfy(event -> assertThat(event.header("traceparent")).startsWith("00-" + trace + "-"));
    }

    /** The second event was written by a consumer of the first, in a span of its own. */
    private static void assertCausedBy(ObservedEvent first, ObservedEvent second) {
        assertThat(second.header("traceparent")).isNotEqualTo(first.header("traceparent"));
        assertThat(second.causationId()).isEqualTo(first.id().toString());
        assertThat(second.correlationId()).isEqualTo(first.correlationId());
    }

    private static ObservedEvent event(JourneyTenant tenant, String topic, UUID subject, String type) {
        try (TopicProbe probe = TopicProbe.on(topic, tenant.system().bootstrapServers())) {
            return probe.await(tenant.id(), subject, type);
        }
    }
}
