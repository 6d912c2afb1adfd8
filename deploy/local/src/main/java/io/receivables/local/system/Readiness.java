package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Waits until the parts of the system say that they are ready, and gives up early when one has ended. */
final class Readiness {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private Readiness() {}

    static void await(Map<ServiceName, JavaProcess> services, Ports ports, Progress progress) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER)
                .build();
        services.forEach((service, process) -> {
            URI health = URI.create(ports.baseUrl(service) + "/q/health/ready");
            until(service.id() + "-service", process, () -> isReady(http, health));
            progress.say(service.id() + "-service is ready on " + ports.baseUrl(service));
        });
    }

    static void until(String name, JavaProcess process, BooleanSupplier ready) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!ready.getAsBoolean()) {
            process.requireAlive();
            if (System.nanoTime() > end) {
                throw new LocalFailure(name + " was not ready within " + LIMIT.toSeconds() + " s; see the logs.");
            }
            pause();
        }
    }

    private static boolean isReady(HttpClient http, URI health) {
        try {
            HttpRequest request = HttpRequest.newBuilder(health).timeout(ANSWER).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while waiting for " + health, e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while waiting", e);
        }
    }
}
