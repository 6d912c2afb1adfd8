package io.receivables.chassis.probe;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.Transactions;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.Tokens;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "chassis"))
@TestProfile(AdmissionIT.ShortBursts.class)
class AdmissionIT {
    /** With the burst of production, not with that of other tests. */
    public static final class ShortBursts implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("receivables.admission.burst", "5s");
        }
    }

    private static final int TURNS = 12;
    private static final int UPLOADS = 4;

    @Inject
    Transactions transactions;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String tenant = "o-" + Ids.next().toString().substring(24);

    /** Whatever a test did, every turn came back, nobody is forgotten, the next call is served, and overload ends. */
    @AfterEach
    void everyTurnComesBack() {
        Awaits.untilAsserted(() -> {
            assertThat(gauge("in_flight", "calls")).isZero();
            assertThat(gauge("in_flight", "uploads")).isZero();
            assertThat(gauge("waiting", "calls")).isZero();
            assertThat(gauge("waiting", "uploads")).isZero();
        });
        assertThat(call("after").join().statusCode()).isEqualTo(200);
        Awaits.untilAsserted(() -> assertThat(gauge("overloaded", "calls")).isZero());
    }

    @Test
    void aBurstThatCanBeWorkedOffLosesNobodyAndNoByteOfThoseWhoWaited() {
        double shed = shed();
        var large = "x".repeat(500_000);

        var answers = IntStream.range(0, 120)
                .mapToObj(i -> call(i % 20 == 19 ? large : "burst"))
                .toList();

        assertThat(answers).extracting(answer -> answer.join().statusCode()).containsOnly(200);
        assertThat(answers.stream().filter(answer -> answer.join().body().equals("{\"length\":500000}")))
                .hasSize(6);
        assertThat(shed()).isEqualTo(shed);
    }

    @Test
    void overloadIsRefusedWithoutEffectWhileHealthIsAnswered() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> first;
        List<CompletableFuture<HttpResponse<String>>> second;
        try (var hold = new Hold()) {
            double before = shed();
            first = held(150);
            Awaits.until("all but those inside were refused", () -> shed() - before == 150 - TURNS);
            given().get("/q/health/live").then().statusCode(200);
            given().get("/q/health/ready").then().statusCode(200);
            second = held(60);
            second.forEach(answer -> assertRefused(answer.join()));
            hold.release();
        }

        var answers = first.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 200))
                .hasSize(TURNS);
        answers.stream().filter(answer -> answer.statusCode() != 200).forEach(AdmissionIT::assertRefused);
        assertThat(probes()).isEqualTo(TURNS);
    }

    @Test
    void aConnectionSurvivesARefusalOfASmallBody() throws Exception {
        List<CompletableFuture<HttpResponse<String>>> inside;
        try (var hold = new Hold();
                var socket = new Socket("localhost", RestAssured.port)) {
            inside = held(TURNS);
            Awaits.until("every turn is taken", () -> gauge("in_flight", "calls") == TURNS);
            socket.setSoTimeout(30_000);
            write(socket, post("/v1/slow-probes", "application/json", "kept", body(false, "x")));
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 503 Service Unavailable");
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
            write(socket, "GET /q/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(statusLine(socket)).isEqualTo("HTTP/1.1 200 OK");
            hold.release();
        }
        assertThat(inside).extracting(answer -> answer.join().statusCode()).containsOnly(200);
    }

    @Test
    void connectionsCutAtAnyMomentGiveTheirTurnsBack() throws Exception {
        var request = post("/v1/slow-probes", "application/json", "cut", body(true, "x"));
        var file = post("/v1/slow-probes/files", "text/csv", "cut", "a;b\n".repeat(50));
        for (int round = 0; round < 3; round++) {
            List<Socket> open = new ArrayList<>();
            var hold = new Hold();
            for (int i = 0; i < 120; i++) {
                var whole = i % 4 == 0 ? file : request.replace("Key: cut", "Key: cut-" + round + "-" + i);
                var socket = new Socket("localhost", RestAssured.port);
                socket.setSoLinger(i % 2 == 0, 0);
                int sent = i % 3 == 0 ? (i * whole.length()) / 120 : whole.length();
                write(socket, whole.substring(0, sent));
                open.add(socket);
            }
            if (round > 0) {
                Awaits.until("turns are taken", () -> gauge("in_flight", "calls") > 0);
            }
            for (var socket : open) {
                socket.close();
            }
            hold.release();
        }
    }

    @Test
    void streamsOfHttp2ThatAreResetGiveTheirTurnsBack() throws Exception {
        var two = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        assertThat(two.sendAsync(request(false, "first"), BodyHandlers.ofString())
                        .join()
                        .version())
                .isEqualTo(HttpClient.Version.HTTP_2);

        try (var hold = new Hold()) {
            var pending = IntStream.range(0, 60)
                    .mapToObj(i -> two.sendAsync(request(true, "reset"), BodyHandlers.ofString()))
                    .toList();
            Awaits.until("every turn is taken", () -> gauge("in_flight", "calls") == TURNS);
            pending.forEach(answer -> answer.cancel(true));
            Awaits.until("every turn is back", () -> gauge("in_flight", "calls") == 0);
            hold.release();
        }
    }

    @Test
    void bodiesThatNeverComeHoldNobodyUpForLong() throws Exception {
        List<Socket> stuck = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                var whole = post("/v1/slow-probes", "application/json", "stuck-" + i, body(false, "x"));
                var socket = new Socket("localhost", RestAssured.port);
                write(socket, whole.substring(0, whole.length() - 5));
                stuck.add(socket);
            }
            Awaits.until("every turn is taken", () -> gauge("in_flight", "calls") == TURNS);
            assertThat(call("quick").join().statusCode()).isEqualTo(200);
        } finally {
            for (var socket : stuck) {
                socket.close();
            }
        }
    }

    @Test
    void filesWaitForOneAnotherAndNeverKeepCallsWaiting() throws Exception {
        var text = "0123456789\n".repeat(30_000);
        assertThat(gauge("waiting", "uploads")).isZero();
        List<CompletableFuture<HttpResponse<String>>> files;
        try (var hold = new Hold()) {
            files = IntStream.range(0, 12).mapToObj(i -> file(text)).toList();
            Awaits.until("files wait", () -> gauge("waiting", "uploads") == 12 - UPLOADS);

            assertThat(call("small").join().statusCode()).isEqualTo(200);
            assertThat(gauge("in_flight", "uploads")).isEqualTo(UPLOADS);
            hold.release();
        }
        assertThat(files).extracting(answer -> answer.join().body()).containsOnly("{\"length\":" + text.length() + "}");
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After").orElse("")).matches("[1-3]");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"overloaded\"");
    }

    private List<CompletableFuture<HttpResponse<String>>> held(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> http.sendAsync(request(true, "held"), BodyHandlers.ofString()))
                .toList();
    }

    private CompletableFuture<HttpResponse<String>> call(String name) {
        return http.sendAsync(request(false, name), BodyHandlers.ofString());
    }

    private HttpRequest request(boolean held, String name) {
        return to("/v1/slow-probes", "application/json", body(held, name));
    }

    private CompletableFuture<HttpResponse<String>> file(String text) {
        return http.sendAsync(to("/v1/slow-probes/files", "text/csv", text), BodyHandlers.ofString());
    }

    private HttpRequest to(String path, String type, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .timeout(Awaits.LIMIT)
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", type)
                .header("Idempotency-Key", Ids.next().toString())
                .POST(BodyPublishers.ofString(body))
                .build();
    }

    private String post(String path, String type, String key, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type + "\r\nAuthorization: Bearer "
                + token() + "\r\nIdempotency-Key: " + key + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String body(boolean held, String name) {
        return "{\"held\":" + held + ",\"name\":\"" + name + "\"}";
    }

    /** Holds up every call and file that asks for it until it is closed. */
    private static final class Hold implements AutoCloseable {
        private final Connection connection;

        Hold() throws SQLException {
            connection = ServiceDatabase.asApplication("*");
            try (var statement = connection.createStatement()) {
                statement.execute("select pg_advisory_lock(" + SlowProbeResource.LOCK + ")");
            }
        }

        /** The end of the connection is the end of its lock. */
        void release() throws SQLException {
            connection.close();
        }

        @Override
        public void close() throws SQLException {
            release();
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }

    private static String statusLine(Socket socket) throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\r';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private String token() {
        return Tokens.token(tenant, "anna", "finance");
    }

    private long probes() {
        return transactions
                .forTenant(tenant, "test", tx -> tx.query("select count(*) from probes where tenant_id = $1", tenant)
                        .map(rows -> rows.iterator().next().getLong(0)))
                .await()
                .atMost(Awaits.LIMIT);
    }

    private static double shed() {
        return metric("receivables_requests_shed_total", "calls");
    }

    private static double gauge(String what, String gate) {
        return metric("receivables_requests_" + what, gate);
    }

    private static double metric(String name, String gate) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("gate=\"" + gate + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
