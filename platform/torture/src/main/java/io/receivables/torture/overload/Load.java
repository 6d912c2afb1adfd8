package io.receivables.torture.overload;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Sends small payments: as fast as they are answered, or at a rate that asks nobody. */
final class Load {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger number = new AtomicInteger();
    private final URI uri;
    private final String token;

    Load(LocalSystem system, String tenant) {
        this.uri = URI.create(system.settings().ports().baseUrl(ServiceName.PAYMENT) + "/v1/payments");
        this.token = system.tokens().token(tenant, "torture", "finance");
    }

    /** This many senders, each of which sends again when it has its answer. */
    List<Shot> closed(int senders, Duration length) {
        long start = System.nanoTime();
        return IntStream.range(0, senders)
                .mapToObj(i -> sender(start, length.toNanos(), new ArrayList<>()))
                .toList()
                .stream()
                .flatMap(shots -> shots.join().stream())
                .toList();
    }

    private CompletableFuture<List<Shot>> sender(long start, long length, List<Shot> shots) {
        if (System.nanoTime() - start >= length) {
            return CompletableFuture.completedFuture(shots);
        }
        return shoot(start).thenComposeAsync(shot -> {
            shots.add(shot);
            return sender(start, length, shots);
        });
    }

    /** So many calls, evenly spread over the time, whatever becomes of them. */
    List<Shot> open(int calls, Duration length) {
        long start = System.nanoTime();
        long gap = length.toNanos() / calls;
        List<CompletableFuture<Shot>> pending = new ArrayList<>(calls);
        for (int i = 0; i < calls; i++) {
            long wait = start + i * gap - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            pending.add(shoot(start));
        }
        return pending.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Shot> shoot(long start) {
        int id = number.incrementAndGet();
        String body = "{\"method\":\"CASH\",\"amount\":{\"amount\":\"0.01\",\"currency\":\"EUR\"},\"reason\":\"shot "
                + id + "\"}";
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "shot-" + id)
                .POST(BodyPublishers.ofString(body))
                .build();
        long begun = System.nanoTime();
        return http.sendAsync(request, BodyHandlers.ofString()).handle((response, failure) -> {
            long offset = TimeUnit.NANOSECONDS.toMillis(begun - start);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            return failure == null
                    ? answered(offset, millis, response)
                    : new Shot(offset, millis, 0, "", "shot " + id + " was not answered: " + failure);
        });
    }

    private static Shot answered(long begun, long millis, HttpResponse<String> response) {
        int status = response.statusCode();
        JsonNode body = read(response.body());
        String payment = status == 201 ? body.path("paymentId").asText() : "";
        boolean retryAfter = response.headers().firstValue("Retry-After").isPresent();
        boolean shed = (status == 429 || status == 503)
                && retryAfter
                && !body.path("code").asText().isEmpty();
        boolean right = status == 201 && !payment.isEmpty() || shed;
        return new Shot(begun, millis, status, payment, right ? "" : "was answered " + status + ": " + response.body());
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(body);
        }
    }
}
