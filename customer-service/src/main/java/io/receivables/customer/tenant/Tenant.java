package io.receivables.customer.tenant;

import io.receivables.chassis.problem.Problem;
import io.receivables.customer.CustomerProblem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A tenant as it was registered. Only a sandbox has a clock of its own, which stands still until it is moved forward;
 * what a tenant is (sandbox or production) never changes.
 *
 * @param initialClock where a sandbox's clock stood at first; absent when it began with the system clock
 * @param clock where it stands now; absent while it follows the system clock
 */
record Tenant(
        String tenant,
        String name,
        boolean sandbox,
        Optional<Instant> initialClock,
        Optional<Instant> clock,
        long version,
        long sequence) {

    static Tenant register(String tenant, TenantSettings settings) {
        return new Tenant(
                tenant, settings.name(), settings.sandbox(), settings.initialClock(), settings.initialClock(), 1, 1);
    }

    /** Refuses settings that would change what the tenant is. */
    void requireSameNature(TenantSettings settings) {
        if (settings.sandbox() != sandbox) {
            throw Problem.of(
                            CustomerProblem.TENANT_SANDBOX_IMMUTABLE,
                            sandbox
                                    ? "The tenant is a sandbox and stays one."
                                    : "The tenant is a production tenant and stays one.")
                    .at("sandbox", "immutable", "is " + sandbox + " and cannot change");
        }
        if (settings.initialClock().isPresent() && !settings.initialClock().equals(initialClock)) {
            throw Problem.of(
                            CustomerProblem.TENANT_SANDBOX_IMMUTABLE,
                            "The clock was set when the tenant was registered; move it with a clock advance.")
                    .at("initialClock", "immutable", "cannot change");
        }
    }

    Tenant renamed(String newName) {
        return new Tenant(tenant, newName, sandbox, initialClock, clock, version + 1, sequence + 1);
    }

    /** Moves a sandbox's clock; to where it stands already is no move. */
    Tenant movedTo(Instant to, Instant now) {
        requireSandbox(sandbox);
        var current = clock.orElse(now);
        if (to.isBefore(current)) {
            throw Problem.of(CustomerProblem.CLOCK_NOT_FORWARD, "The clock stands at " + current + ".")
                    .at("to", "not_forward", "is before " + current);
        }
        return clock.isPresent() && to.equals(current)
                ? this
                : new Tenant(tenant, name, sandbox, initialClock, Optional.of(to), version + 1, sequence + 1);
    }

    /** Refuses to make a sandbox of a tenant that has customers. */
    static void requireUnused(boolean hasCustomers) {
        if (hasCustomers) {
            throw Problem.of(
                            CustomerProblem.TENANT_SANDBOX_IMMUTABLE,
                            "The tenant has customers, so it is a production tenant and stays one.")
                    .at("sandbox", "immutable", "cannot be true for a tenant with customers");
        }
    }

    /** A tenant that was never registered counts as production. */
    static void requireSandbox(boolean sandbox) {
        if (!sandbox) {
            throw Problem.of(CustomerProblem.TENANT_NOT_SANDBOX, "The tenant is a production tenant.");
        }
    }

    UUID aggregateId() {
        return UUID.nameUUIDFromBytes(("tenant:" + tenant).getBytes(StandardCharsets.UTF_8));
    }
}
