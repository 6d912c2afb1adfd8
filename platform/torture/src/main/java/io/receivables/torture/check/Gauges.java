package io.receivables.torture.check;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The metrics of a service, as Prometheus reads them. */
public final class Gauges {

    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private final URI metrics;

    public Gauges(LocalSystem system, ServiceName service) {
        this.metrics = URI.create(system.settings().ports().baseUrl(service) + "/q/metrics");
    }

    /** The sum of a gauge over all its labels. */
    public double sum(String gauge) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(metrics).timeout(ANSWER).build();
            return HTTP.send(request, BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(gauge + "{") || line.startsWith(gauge + " "))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        } catch (IOException e) {
            throw new LocalFailure(metrics + " got no answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalFailure("Interrupted while reading " + metrics, e);
        }
    }
}
