package io.receivables.customer.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.customer.CustomerApi;
import io.receivables.customer.Database;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "customer"))
class CustomerConcurrencyIT {
    private static final int CUT_CONNECTIONS = 400;
    private static final int ROUNDS = 20;
    private static final int ENOUGH = CUT_CONNECTIONS / 10;

    private final CustomerApi api = CustomerApi.ofNewTenant();

    @TestHTTPResource
    URI service;

    @Test
    void fiftyRequestsWithOneKeyRegisterOneCustomerAndGetTheSameBytes() throws Exception {
        var body = CustomerApi.customer("C-1");

        var responses = inParallel(50, i -> api.post(body, "one-key"));

        assertThat(responses).extracting(Response::statusCode).containsOnly(201);
        assertThat(responses.stream().map(Response::asString).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(responses.stream()
                        .filter(response -> "true".equals(response.header("Idempotency-Replayed")))
                        .count())
                .isEqualTo(49);
        assertThat(Database.number(api.tenant(), "select count(*) from customers"))
                .isEqualTo(1);
        assertThat(Database.number(api.tenant(), "select count(*) from outbox")).isEqualTo(1);
        assertThat(Database.number(api.tenant(), "select count(*) from audit_entries"))
                .isEqualTo(1);
    }

    @Test
    void theSameKeyForAnotherCustomerIsRefused() {
        api.post(CustomerApi.customer("C-1"), "key").then().statusCode(201);

        api.post(CustomerApi.customer("C-2"), "key")
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency_key_reused"));
        assertThat(Database.number(api.tenant(), "select count(*) from customers"))
                .isEqualTo(1);
    }

    @Test
    void ofManyRegistrationsOfOneExternalIdOneSucceeds() throws Exception {
        var responses = inParallel(20, i -> api.post(CustomerApi.customer("C-1")));

        assertThat(responses)
                .extracting(Response::statusCode)
                .containsOnly(201, 409)
                .containsOnlyOnce(201);
        assertThat(Database.number(api.tenant(), "select count(*) from outbox")).isEqualTo(1);
    }

    @Test
    void ofManyChangesOfOneVersionOneSucceeds() throws Exception {
        var id = api.register(CustomerApi.customer("C-1"));

        var responses = inParallel(
                20, i -> api.put(id, "\"1\"", CustomerApi.customer("C-1").put("name", "Name " + i)));

        assertThat(responses)
                .extracting(Response::statusCode)
                .containsOnly(200, 412)
                .containsOnlyOnce(200);
        assertThat(Database.number(api.tenant(), "select max(sequence) from outbox"))
                .isEqualTo(2);
    }

    @Test
    void clientsThatDisconnectLeaveNothingHalfDone() throws Exception {
        for (int round = 0; round < ROUNDS && customers() <= ENOUGH; round++) {
            int first = round * CUT_CONNECTIONS;
            inParallel(CUT_CONNECTIONS, i -> cut(first + i));
        }
        api.register(CustomerApi.customer("last"));

        Awaits.untilAsserted(() -> assertThat(Database.number(
                        "*",
                        "select count(*) from pg_stat_activity where state = 'idle in transaction'"
                                + " and datname = current_database() and pid <> pg_backend_pid()"))
                .isZero());
        // One of them may still be at work.
        Awaits.untilAsserted(this::assertNothingHalfDone);
    }

    private void assertNothingHalfDone() {
        var customers = customers();
        assertThat(customers).as("some cut requests got through").isGreaterThan(ENOUGH);
        assertThat(Database.number(api.tenant(), "select count(*) from outbox")).isEqualTo(customers);
        assertThat(Database.number(api.tenant(), "select count(*) from audit_entries"))
                .isEqualTo(customers);
        assertThat(Database.number(
                        api.tenant(), "select count(*) from idempotency_keys where status = 201 and body is not null"))
                .isEqualTo(customers);
        assertThat(Database.number(
                        api.tenant(),
                        "select count(*) from customers c where not exists"
                                + " (select from customer_search_terms t where t.customer_id = c.id)"))
                .isZero();
    }

    private long customers() {
        return Database.number(api.tenant(), "select count(*) from customers");
    }

    /** Sends a whole request and resets the connection a moment later, somewhere between its arrival and its answer. */
    private Object cut(int i) throws IOException {
        var body = CustomerApi.customer("cut-" + i).toString().getBytes(StandardCharsets.UTF_8);
        var head = "POST /v1/customers HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + api.token()
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: cut-" + i + "\r\nContent-Length: "
                + body.length + "\r\n\r\n";
        try (var socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoLinger(true, 0);
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(body);
            out.flush();
            LockSupport.parkNanos(i % 40 * 500_000L);
        }
        return i;
    }

    private static <T> List<T> inParallel(int times, Work<T> work) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(Math.min(times, 50));
        try {
            List<Callable<T>> calls = IntStream.range(0, times)
                    .<Callable<T>>mapToObj(i -> () -> work.run(i))
                    .toList();
            var results = new java.util.ArrayList<T>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Work<T> {
        T run(int i) throws Exception;
    }
}
