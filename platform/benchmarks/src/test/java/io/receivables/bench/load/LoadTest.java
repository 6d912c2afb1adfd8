package io.receivables.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {

    private final AtomicInteger seen = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            boolean refused = seen.incrementAndGet() % 5 == 0;
            byte[] body = "x".repeat(refused ? 10 : 100_000).getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(refused ? 503 : 201, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/chunks", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 1_000; i++) {
                exchange.getResponseBody().write(piece(i));
                exchange.getResponseBody().flush();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void everyRequestIsAnsweredOrFailedAndNoneIsCountedTwice() {
        var outcome = load().flatOut(Duration.ofMillis(300));

        assertThat(outcome.answered() + outcome.failed()).isEqualTo(seen.get());
        assertThat(outcome.failed()).isEqualTo(seen.get() / 5);
        assertThat(outcome.latency().getTotalCount()).isEqualTo(outcome.answered());
    }

    @Test
    void aRateIsKeptAndNotExceeded() {
        load().atRate(100, Duration.ofMillis(500));

        assertThat(seen.get()).isEqualTo(50);
    }

    @Test
    void theBodyOfTheLastAnswerCanBeRead() throws IOException {
        try (var wire = new Wire(server.getAddress().getPort())) {
            assertThat(wire.send(Requests.get("/", "t"))).isEqualTo(201);
            assertThat(wire.body()).hasSize(100_000);
        }
    }

    @Test
    void anAnswerInChunksIsOneBody() throws IOException {
        try (var wire = new Wire(server.getAddress().getPort())) {
            for (int i = 0; i < 2; i++) {
                assertThat(wire.send(Requests.get("/chunks", "t"))).isEqualTo(200);
                assertThat(wire.body())
                        .startsWith("0,1,2,")
                        .endsWith("998,999,")
                        .hasSize(3_890);
            }
        }
    }

    private static byte[] piece(int i) {
        return (i + ",").getBytes(StandardCharsets.US_ASCII);
    }

    private Load load() {
        return new Load(server.getAddress().getPort(), 4, random -> Requests.post("/", "token", "key", "{}"), 1);
    }
}
