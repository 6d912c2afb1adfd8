package io.receivables.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.Tokens;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A client that goes away in the middle of a request leaves nothing half done. */
@QuarkusTest
class DisconnectIT extends PaymentIntegrationTest {
    private static final int CONNECTIONS = 2_000;

    @TestHTTPResource
    URI address;

    @Test
    void thousandsOfCutConnectionsLeaveNoPaymentHalfDone() throws Exception {
        var customer = world.customer();
        world.invoice(customer, "HU-2026-0001", "500.00", "2026-02-28");
        var token = Tokens.token(world.tenant(), "anna", "finance");
        var pool = Executors.newFixedThreadPool(16);
        for (int i = 0; i < CONNECTIONS; i++) {
            int delay = i % 10 == 0 ? 0 : i % 40;
            pool.execute(() -> cut(token, delay));
        }
        pool.shutdown();
        assertThat(pool.awaitTermination(5, TimeUnit.MINUTES)).isTrue();
        awaitQuiet();

        assertThat(Database.number(world.tenant(), "select count(*) from payments"))
                .isBetween(CONNECTIONS / 10L, (long) CONNECTIONS);
        assertThat(
                        Database.number(
                                world.tenant(),
                                """
                        select count(*) from payments p
                         where not exists (select 1 from outbox o where o.aggregate_id = p.payment_id
                                              and o.type = 'PaymentReceived.v1')
                            or not exists (select 1 from audit_entries a where a.entity_id = p.payment_id)"""))
                .isZero();
        assertThat(
                        Database.number(
                                world.tenant(),
                                "select count(*) from payments p where p.version <> (select count(*) from outbox o where o.aggregate_id = p.payment_id)"))
                .isZero();
        assertThat(Database.number(world.tenant(), "select count(*) from payments"))
                .isEqualTo(Database.number(world.tenant(), "select count(*) from idempotency_keys where status = 201"));
    }

    /** Requests whose client is gone still run to their end; the test looks when none has for a while. */
    private void awaitQuiet() {
        var seen = new ArrayDeque<Long>();
        Awaits.until("all requests to end", () -> {
            seen.addLast(Database.number(world.tenant(), "select count(*) from idempotency_keys"));
            if (seen.size() > 40) {
                seen.removeFirst();
            }
            return seen.size() == 40 && seen.stream().distinct().count() == 1;
        });
    }

    /** Cuts after a while, or with no delay in the middle of the answer. */
    private void cut(String token, int delay) {
        var body = "{\"method\":\"CARD\",\"amount\":{\"amount\":\"1.00\",\"currency\":\"EUR\"},"
                + "\"remittanceInformation\":\"HU-2026-0001\",\"reason\":\"test\"}";
        var request = "POST /v1/payments HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Authorization: Bearer " + token + "\r\nIdempotency-Key: " + UUID.randomUUID()
                + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            if (delay == 0) {
                socket.setSoTimeout(60_000);
                assertThat(socket.getInputStream().read()).isEqualTo('H');
            } else {
                LockSupport.parkNanos(delay * 5_000_000L);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
