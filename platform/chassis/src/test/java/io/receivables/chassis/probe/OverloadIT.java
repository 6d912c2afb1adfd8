package io.receivables.chassis.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.Tokens;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
class OverloadIT {
    private static final int SENDERS = 300;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    Transactions transactions;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String tenant = "o-" + Ids.next().toString().substring(24);

    @Test
    void whatIsTooMuchIsRefusedBeforeAnythingIsDoneAndHealthStaysUp() throws Exception {
        var answers = IntStream.range(0, SENDERS).mapToObj(this::send).toList();

        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);

        var codes = new ArrayList<Integer>();
        for (var pending : answers) {
            var answer = pending.get(LIMIT.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
            codes.add(answer.statusCode());
            if (answer.statusCode() != 200) {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
                assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
                assertThat(new ObjectMapper()
                                .readTree(answer.body())
                                .path("code")
                                .asText())
                        .isEqualTo("overloaded");
            }
        }
        long served = codes.stream().filter(code -> code == 200).count();
        assertThat(served).isBetween(12L, SENDERS - 1L);
        assertThat(probes()).isEqualTo(served);
        assertThat(given().get("/q/metrics").asString()).containsPattern("receivables_requests_shed_total\\S* [1-9]");

        assertThat(send(SENDERS).get().statusCode()).as("turns are given back").isEqualTo(200);
        assertThat(shedGauge("receivables_requests_in_flight")).isEqualTo("0.0");
        assertThat(shedGauge("receivables_requests_waiting")).isEqualTo("0.0");
    }

    @Test
    void bodiesThatNeverComeTakeNobodysTurn() throws Exception {
        List<Socket> stuck = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                stuck.add(halfRequest());
            }
            assertThat(send(1).get().statusCode()).isEqualTo(200);
        } finally {
            for (var socket : stuck) {
                socket.close();
            }
        }
    }

    private Socket halfRequest() throws IOException {
        var socket = new Socket("localhost", RestAssured.port);
        socket.getOutputStream()
                .write(("POST /v1/slow-probes HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Authorization: Bearer " + token() + "\r\nContent-Length: 100\r\n\r\n{\"name\":")
                        .getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }

    private CompletableFuture<HttpResponse<String>> send(int number) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/slow-probes"))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "slow-" + number)
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"slow-" + number + "\"}"))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private String token() {
        return Tokens.token(tenant, "anna", "finance");
    }

    private long probes() {
        return transactions
                .forTenant(tenant, "test", tx -> tx.query("select count(*) from probes where tenant_id = $1", tenant)
                        .map(rows -> rows.iterator().next().getLong(0)))
                .await()
                .atMost(LIMIT);
    }

    private static String shedGauge(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .collect(Collectors.joining(","));
    }
}
