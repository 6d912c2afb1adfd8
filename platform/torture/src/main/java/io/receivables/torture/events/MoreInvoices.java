package io.receivables.torture.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.history.Client;
import io.receivables.torture.history.History;
import io.receivables.torture.history.Pauses;
import io.receivables.torture.world.Cents;
import io.receivables.torture.world.Ground;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Invoices by the file, and a payment, for when there are not enough events to try. */
final class MoreInvoices {

    private static final String TENANT = "events";
    private static final int GROUND = 24;
    private static final int CUSTOMERS = 100;
    private static final Duration ENDED = Duration.ofMinutes(10);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Client client;
    private final SplittableRandom random;
    private final Ground ground;
    private final List<String> customers;
    private int runs;

    MoreInvoices(LocalSystem system, SplittableRandom random) {
        this.client = new Client(system, TENANT, new History());
        this.random = random;
        this.ground = Ground.prepare(client, GROUND, "");
        this.customers = IntStream.range(0, CUSTOMERS)
                .mapToObj(i -> ground.customer("c" + i, "c" + i + "@events.example"))
                .toList();
        ground.issue(invoice(customers.get(CUSTOMERS - 1)), "first");
        Ground.expect(client.post(
                ServiceName.PAYMENT,
                "/v1/payments",
                Map.of("method", "CASH", "amount", Cents.euro(10_000), "reason", "At the counter"),
                "first"));
    }

    /** Issues so many in one bill run and waits until it has ended. */
    void issue(int invoices) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int i = 0; i < invoices; i++) {
            lines.writeBytes(line(invoice(customers.get(random.nextInt(CUSTOMERS)))));
        }
        String run = Ground.expect(client.postFile(
                        ServiceName.INVOICING,
                        "/v1/bill-runs",
                        "application/x-ndjson",
                        lines.toByteArray(),
                        "run-" + runs++))
                .json()
                .path("billRunId")
                .asText();
        Pauses.until(ENDED, () -> state(run).path("finishedAt").isTextual());
        JsonNode ended = state(run);
        if (ended.path("issued").asInt() != invoices) {
            throw new LocalFailure("A bill run of " + invoices + " did not issue them all: " + ended);
        }
    }

    private JsonNode state(String run) {
        return client.get(ServiceName.INVOICING, "/v1/bill-runs/" + run);
    }

    private Object invoice(String customer) {
        return ground.invoice(customer, List.of(Ground.line(Cents.text(100 * (1 + random.nextLong(900))))));
    }

    private static byte[] line(Object invoice) {
        try {
            byte[] json = JSON.writeValueAsBytes(invoice);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
