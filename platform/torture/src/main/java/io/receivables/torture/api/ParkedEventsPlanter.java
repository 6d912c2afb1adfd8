package io.receivables.torture.api;

import io.receivables.local.api.TenantApi;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.TopicFeeder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/** Makes every service park events of a tenant: some without a readable envelope and some whose predecessor is missing. */
public final class ParkedEventsPlanter {

    private static final int EACH = 6;

    private ParkedEventsPlanter() {}

    /** Plants and waits until every service has parked all of them. */
    public static void plant(LocalSystem system, String tenant, String mark) {
        try (TopicFeeder feeder = TopicFeeder.forTenant(tenant, system.bootstrapServers())) {
            for (int i = 0; i < EACH; i++) {
                byte[] garbage = ("no JSON but " + mark).getBytes(StandardCharsets.UTF_8);
                feeder.poison("TenantClockMoved.v1", UUID.randomUUID(), 1, garbage)
                        .without("ce_id")
                        .send();
                String clock = World.START.toString();
                feeder.send(
                        "TenantClockMoved.v1",
                        UUID.randomUUID(),
                        2,
                        Map.of("tenant", tenant, "previousClock", clock, "clock", clock));
            }
        }
        TenantApi api = new TenantApi(system.settings().ports()::baseUrl, World.token(system, tenant));
        for (ServiceName service : ServiceName.values()) {
            Awaits.until(
                    "parked events in " + service.id(),
                    () -> api.of(service).all("/v1/parked-events").size() >= 2 * EACH);
        }
    }
}
