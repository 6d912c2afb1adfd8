package io.receivables.customer.tenant;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A tenant as it is registered. */
@Schema(name = "Tenant")
public record TenantResponse(
        String tenant,
        String name,
        boolean sandbox,
        Optional<Instant> initialClock,
        @Schema(description = "Where a sandbox's clock stands; absent while it follows the system clock")
                Optional<Instant> clock,
        @Schema(description = "The number in the ETag") long version) {

    static final String EXAMPLE =
            """
            {
              "tenant": "demo",
              "name": "Demo Trading",
              "sandbox": true,
              "initialClock": "2025-01-01T08:00:00Z",
              "clock": "2025-02-01T08:00:00Z",
              "version": 2
            }""";

    static TenantResponse of(Tenant tenant) {
        return new TenantResponse(
                tenant.tenant(),
                tenant.name(),
                tenant.sandbox(),
                tenant.initialClock(),
                tenant.clock(),
                tenant.version());
    }
}
