package io.receivables.testkit.planted.good;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Keeps every rule: the rules must not cry wolf. */
@Path("/good")
@Cancellable(false)
public class GoodResource {

    private final Clock clock;
    private final BigDecimal amount;

    public GoodResource(Clock clock, BigDecimal amount) {
        this.clock = clock;
        this.amount = amount;
    }

    @GET
    @RolesAllowed("finance")
    public String get() {
        return amount + " at " + Instant.now(clock);
    }
}
