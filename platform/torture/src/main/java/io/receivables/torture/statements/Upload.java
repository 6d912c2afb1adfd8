package io.receivables.torture.statements;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Sends files to payment-service once, without the patience of other clients: every answer counts. */
final class Upload {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;
    private final String token;

    Upload(LocalSystem system, String tenant) {
        this.uri = URI.create(system.settings().ports().baseUrl(ServiceName.PAYMENT) + "/v1/statement-imports");
        this.token = system.tokens().token(tenant, "torture", "finance");
    }

    /** What came back, how long it took, and what is wrong with it, if anything. */
    record Outcome(int status, JsonNode body, String contentType, long millis) {

        boolean accepted() {
            return status == 200 || status == 201;
        }

        String code() {
            return body.path("code").asText();
        }

        /** What no upload may be answered with. */
        Optional<String> fault() {
            if (accepted()) {
                return body.path("statements").isArray()
                        ? Optional.empty()
                        : Optional.of("answered no report: " + body);
            }
            if (status < 400 || status >= 500) {
                return Optional.of(status == 0 ? "was not answered: " + body : "was answered " + status + ": " + body);
            }
            boolean problem = contentType.startsWith("application/problem+json")
                    && !code().isEmpty()
                    && body.path("status").asInt() == status;
            return problem ? Optional.empty() : Optional.of("was refused without a problem document: " + body);
        }
    }

    Outcome send(Mutant mutant) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", mutant.contentType())
                .POST(BodyPublishers.ofByteArray(mutant.bytes()))
                .build();
        long start = System.nanoTime();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return new Outcome(
                    response.statusCode(),
                    read(response.body()),
                    response.headers().firstValue("Content-Type").orElse(""),
                    millis);
        } catch (IOException e) {
            long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
            return new Outcome(0, JSON.getNodeFactory().textNode(e.toString()), "", millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while uploading", e);
        }
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.getNodeFactory().textNode(body);
        }
    }
}
