package io.receivables.reporting.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.freshness.BrokerAdmin;
import io.receivables.chassis.events.freshness.LogEnds;
import io.receivables.chassis.time.SystemClock;
import io.receivables.reporting.config.ReportingConfig;
import io.receivables.reporting.projection.Projections;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.Feed;
import io.receivables.reporting.support.HeldFigures;
import io.receivables.reporting.support.ReportingTest;
import io.receivables.testkit.Awaits;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FreshnessIT extends ReportingTest {
    /** C9: stated in the README. */
    private static final Duration STATED = Duration.ofSeconds(5);

    @Inject
    Snapshots snapshots;

    @Inject
    SystemClock clock;

    @Inject
    Projections projections;

    @Inject
    ReportingConfig config;

    /** C9 */
    @Test
    void aPaymentChangesTheAgeingReportWithinTheStatedTime() {
        var business = new Business();
        var customer = business.customer("Ana");
        var invoice = business.issue(customer, "EUR", "1000.00", "2026-01-01", "2026-01-31");
        play(business);
        business.drain();
        var millis = new long[30];
        try (var feed = new Feed(bootstrapServers())) {
            for (int round = 0; round < millis.length; round++) {
                var payment = business.receive(java.util.Optional.of(customer), "EUR", "1.00", "2026-02-01");
                business.allocate(payment, invoice, "1.00", "2026-02-01");
                var expected = invoice.open().toPlainString();
                long start = System.nanoTime();
                feed.send(tenant, business.drain(), true);
                Awaits.until("the report shows round " + round, () -> get("/v1/reports/ageing?asOf=2026-03-01")
                        .getString("totals[0].amounts.balance")
                        .equals(expected));
                millis[round] = (System.nanoTime() - start) / 1_000_000;
            }
        }
        Arrays.sort(millis);
        System.out.printf(
                "MEASURED event on Kafka to changed report: p50 %d ms, p90 %d ms, max %d ms%n",
                millis[15], millis[27], millis[29]);
        // A machine that stands still for a moment makes one or two slow; a lag that is ours makes more of them slow.
        assertThat(millis[27]).isLessThan(STATED.toMillis());
    }

    @Test
    void figuresThatHoldEverythingSayThatTheyAreCurrent() {
        var business = new Business();
        business.customer("Ana");
        play(business);

        Awaits.untilAsserted(() -> {
            var answer = get("/v1/reports/counters");
            assertThat(answer.getString("freshness.state")).isEqualTo("CURRENT");
            assertThat(answer.getLong("freshness.lag")).isZero();
            assertThat(answer.getDouble("freshness.stalenessSeconds")).isBetween(0.0, 1.0);
            assertThat(answer.getString("freshness.recordedAt")).isNotNull();
        });
    }

    /** The consumers are held up by the lock that a rebuild takes, in another connection. */
    @Test
    void whileEventsAreMissingTheAnswerSaysHowManyAndHowOldItIs() throws SQLException {
        var business = new Business();
        business.customer("Ana");
        play(business);
        business.drain();
        try (var figures = new HeldFigures(dataSource, List.of(tenant))) {
            business.customer("Béla");
            business.customer("Cili");
            try (var feed = new Feed(bootstrapServers())) {
                feed.send(tenant, business.drain(), true);
            }
            Awaits.untilAsserted(() -> {
                var answer = get("/v1/reports/counters");
                assertThat(answer.getString("freshness.state")).isEqualTo("BEHIND");
                assertThat(answer.getLong("freshness.lag")).isGreaterThanOrEqualTo(2);
                assertThat(answer.getString("freshness.stalenessSeconds")).isNotNull();
                assertThat(answer.getDouble("freshness.stalenessSeconds")).isGreaterThan(1.5);
            });
            figures.awaitWaiting();
        }
        awaitApplied(tenant, 3);
        Awaits.untilAsserted(() -> assertThat(get("/v1/reports/counters").getString("freshness.state"))
                .isEqualTo("CURRENT"));
    }

    @Test
    void anEventThatIsSetAsideIsNotHidden() {
        var business = new Business();
        var invoice = business.issue(business.customer("Ana"), "EUR", "10.00", "2026-01-01", "2026-01-31");
        business.credit(invoice, "1.00", "2026-01-02");
        business.credit(invoice, "2.00", "2026-01-03");
        play(
                tenant,
                business.events().stream()
                        .filter(e -> !(e.type().startsWith("OpenItem") && e.sequence() == 2))
                        .toList(),
                0);

        Awaits.untilAsserted(() -> {
            var answer = get("/v1/reports/counters");
            assertThat(answer.getLong("freshness.parkedEvents")).isEqualTo(1);
            assertThat(answer.getString("freshness.state")).isEqualTo("BEHIND");
        });
    }

    @Test
    void withoutTheBrokerTheLagIsUnknownAndTheReportStillComes() {
        var business = new Business();
        business.customer("Ana");
        play(business);
        var silent = new BrokerAdmin(Map.of("bootstrap.servers", "localhost:1"));
        var reports = new Reports(new LogEnds(silent, clock), projections, config, snapshots, clock);
        try {
            long start = System.nanoTime();
            var freshness = reports.answer(
                            new Caller(tenant, "anna", Set.of("analyst"), "test"),
                            (tx, fresh) -> Uni.createFrom().item(fresh))
                    .await()
                    .atMost(Duration.ofSeconds(10));

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(freshness.state()).isEqualTo(Freshness.State.UNKNOWN);
            assertThat(freshness.lag()).isEmpty();
            assertThat(freshness.stalenessSeconds())
                    .hasValueSatisfying(age -> assertThat(age).isPositive());
            assertThat(freshness.recordedAt()).isPresent();
        } finally {
            silent.close();
        }
    }
}
