package io.receivables.local.journey;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.local.api.Answer;
import io.receivables.testkit.TopicProbe;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** H6: nothing is done twice. */
class NoDuplicatesJourneyIT {

    private static final int CALLS = 50;

    @Test
    void h6FiftyEqualRequestsAtOnceGiveOneInvoiceOneNumberOneEventAndEqualAnswers() throws Exception {
        JourneyTenant tenant = JourneyTenant.sandbox("2025-03-03T09:00:00Z");
        Map<String, Object> body = JourneyTenant.invoice(tenant.seller(), tenant.customer(), "100.00");
        tenant.issue(body);
        body.put("externalId", "ONLY-ONCE");
        String key = UUID.randomUUID().toString();

        List<Answer> answers = new ArrayList<>();
        ExecutorService callers = Executors.newFixedThreadPool(CALLS);
        try {
            List<Future<Answer>> calls = new ArrayList<>();
            for (int i = 0; i < CALLS; i++) {
                calls.add(callers.submit(() -> tenant.staff().invoicing().post("/v1/invoices?issue=true", body, key)));
            }
            for (Future<Answer> call : calls) {
                answers.add(call.get());
            }
        } finally {
            callers.shutdown();
        }

        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers)
                .extracting(answer -> new String(answer.body(), StandardCharsets.UTF_8))
                .containsOnly(new String(answers.get(0).body(), StandardCharsets.UTF_8));
        assertThat(tenant.staff().invoicing().all("/v1/invoices")).hasSize(2);
        String id = answers.get(0).json().path("invoiceId").asText();
        tenant.awaitOpen(id, "127.00");
        try (TopicProbe topic =
                TopicProbe.on("receivables.invoicing.invoices", tenant.system().bootstrapServers())) {
            assertThat(topic.events(tenant.id(), UUID.fromString(id))).hasSize(1);
        }
        body.put("externalId", "ANOTHER");
        Answer reused = tenant.staff().invoicing().post("/v1/invoices?issue=true", body, key);
        assertThat(reused.status()).isEqualTo(422);
        assertThat(reused.problemCode()).isEqualTo("idempotency_key_reused");
    }
}
