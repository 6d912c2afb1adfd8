package io.receivables.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.receivables.local.api.Answer;
import io.receivables.local.api.TenantApi;
import io.receivables.local.system.ServiceName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Moves the sandbox clock with one call and waits until all five services follow. */
public final class DemoClock {

    private final TenantApi api;

    public DemoClock(TenantApi api) {
        this.api = api;
    }

    /** The tenant's clock, empty while the tenant is not registered. */
    public Optional<Instant> now() {
        Answer tenant = api.customer().tryGet("/v1/tenant");
        if (tenant.status() == 404) {
            return Optional.empty();
        }
        JsonNode clock = tenant.expect(200).json().path("clock");
        return clock.isTextual() ? Optional.of(Instant.parse(clock.asText())) : Optional.empty();
    }

    public void advance(Instant to) {
        api.customer()
                .post("/v1/tenant/clock-advances", Map.of("to", to.toString()))
                .expect(200, 201, 202);
        awaitAll(to);
    }

    /** Waits until every service shows the time. */
    public void awaitAll(Instant time) {
        for (ServiceName service : ServiceName.values()) {
            Patience.until(service.id() + "-service shows " + time, () -> {
                JsonNode clock = api.of(service).get("/v1/clock");
                return clock.path("sandbox").asBoolean()
                        && Instant.parse(clock.path("now").asText()).equals(time);
            });
        }
    }
}
