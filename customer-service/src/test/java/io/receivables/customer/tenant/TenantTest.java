package io.receivables.customer.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.receivables.chassis.problem.Problem;
import io.receivables.customer.CustomerProblem;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TenantTest {
    private static final Instant JANUARY = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant FEBRUARY = Instant.parse("2025-02-01T00:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final Tenant sandbox = Tenant.register("demo", new TenantSettings("Demo", true, Optional.of(JANUARY)));
    private final Tenant onSystemClock = Tenant.register("demo", new TenantSettings("Demo", true, Optional.empty()));
    private final Tenant production = Tenant.register("acme", new TenantSettings("Acme", false, Optional.empty()));

    @Test
    void aSandboxMovesForward() {
        var moved = sandbox.movedTo(FEBRUARY, NOW);

        assertThat(moved.clock()).contains(FEBRUARY);
        assertThat(moved.initialClock()).contains(JANUARY);
        assertThat(moved.sequence()).isEqualTo(2);
    }

    @Test
    void movingToWhereTheClockStandsIsNoMove() {
        assertThat(sandbox.movedTo(JANUARY, NOW)).isEqualTo(sandbox);
    }

    @Test
    void aSandboxOnTheSystemClockIsFrozenByItsFirstMove() {
        assertThat(onSystemClock.movedTo(NOW, NOW).clock()).contains(NOW);
    }

    @Test
    void noClockMovesBack() {
        assertRefused(CustomerProblem.CLOCK_NOT_FORWARD, () -> sandbox.movedTo(JANUARY.minusNanos(1000), NOW));
        assertRefused(CustomerProblem.CLOCK_NOT_FORWARD, () -> onSystemClock.movedTo(FEBRUARY, NOW));
    }

    @Test
    void aProductionTenantCannotBeMoved() {
        assertRefused(CustomerProblem.TENANT_NOT_SANDBOX, () -> production.movedTo(NOW.plusSeconds(1), NOW));
    }

    @Test
    void theNatureOfATenantCannotChange() {
        assertRefused(
                CustomerProblem.TENANT_SANDBOX_IMMUTABLE,
                () -> sandbox.requireSameNature(new TenantSettings("Demo", false, Optional.empty())));
        assertRefused(
                CustomerProblem.TENANT_SANDBOX_IMMUTABLE,
                () -> production.requireSameNature(new TenantSettings("Acme", true, Optional.empty())));
        assertRefused(
                CustomerProblem.TENANT_SANDBOX_IMMUTABLE,
                () -> sandbox.requireSameNature(new TenantSettings("Demo", true, Optional.of(FEBRUARY))));
        sandbox.movedTo(FEBRUARY, NOW).requireSameNature(new TenantSettings("Demo", true, Optional.of(JANUARY)));
    }

    private static void assertRefused(CustomerProblem code, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.code())
                .isEqualTo(code));
    }
}
