package io.receivables.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.invoicing.invoice.Parallel;
import io.receivables.testkit.Tokens;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DisconnectIT extends InvoicingIT {
    private static final int CUTS = 2_200;
    /** How many get through depends on the speed of the machine. */
    private static final int ROUNDS = 10;

    private static final int ENOUGH = 100;
    /** Several series, so that requests do not merely queue for one counter. */
    private static final int SERIES = 16;

    /** The connection is closed 0 to 12 ms after the request was sent, without reading the answer. */
    @Test
    void thousandsOfCutConnectionsLeaveNothingHalfDone() throws Exception {
        registerCustomer();
        var bodies = new ArrayList<byte[]>();
        for (char c = 'A'; c < 'A' + SERIES; c++) {
            bodies.add(new ObjectMapper().writeValueAsBytes(invoice(seller("I" + c + "-", "C" + c + "-"))));
        }
        var token = Tokens.token(tenant, "anna", "finance");
        var random = new Random(7);
        long[] delays = random.longs(CUTS, 0, 12_000_000).toArray();

        for (int round = 0; round < ROUNDS && invoices() <= ENOUGH; round++) {
            Parallel.run(16, CUTS, i -> cut(token, bodies.get(i % SERIES), delays[i]));
            awaitQuiet();
        }
        assertThat(issue(invoice(
                                Database.texts(tenant, "select id from sellers").get(0)))
                        .statusCode())
                .isEqualTo(201);
        long invoices = invoices();
        assertThat(invoices).as("cut requests that got through").isGreaterThan(ENOUGH);
        assertThat(
                        Database.number(
                                tenant,
                                """
                        select count(*) from invoices i
                         where (select count(*) from invoice_lines l where l.invoice_id = i.id) <> 3
                            or (select count(*) from outbox o where o.aggregate_id = i.id) <> 1
                            or (select count(*) from audit_entries a where a.entity_id = i.id) <> 1"""))
                .isZero();
        assertThat(Database.number(tenant, "select count(*) from outbox")).isEqualTo(invoices);
        assertThat(Database.number(tenant, "select count(*) from idempotency_keys where status is null"))
                .isZero();
        assertThat(Database.number(
                        tenant, "select count(*) from idempotency_keys where operation = 'createAndIssueInvoice'"))
                .isEqualTo(invoices);
        assertThat(Database.number(
                        tenant, "select sum(last_number) from numbering_series where document_type = 'INVOICE'"))
                .isEqualTo(invoices);
        assertThat(
                        Database.number(
                                tenant,
                                """
                        select count(*) from pg_stat_activity
                         where state = 'idle in transaction' and state_change < now() - interval '5 seconds'"""))
                .isZero();
    }

    private long invoices() {
        return Database.number(tenant, "select count(*) from invoices");
    }

    private static boolean cut(String token, byte[] body, long delayNanos) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoLinger(true, 0);
            var head = "POST /v1/invoices?issue=true HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                    + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + UUID.randomUUID()
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            LockSupport.parkNanos(delayNanos);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests whose client is gone still run to their end; wait until no new invoice appears. */
    private void awaitQuiet() {
        long[] last = {-1, 0};
        Awaitility.await("no more invoices")
                .atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    long now = invoices();
                    last[1] = now == last[0] ? last[1] + 1 : 0;
                    last[0] = now;
                    return last[1] >= 20;
                });
    }
}
