package io.receivables.reporting.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.reporting.support.Business;
import io.receivables.reporting.support.Feed;
import io.receivables.reporting.support.ReportingTest;
import io.receivables.testkit.Awaits;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A connection that is lost after the events were committed and before their position was noted. */
@QuarkusTest
class LostConnectionIT extends ReportingTest {
    private static final String END =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
             where wait_event_type = 'Lock' and query like '%insert into projection_offsets%'""";

    @Test
    void thePositionIsNotedAllTheSameAndWhatComesNextIsRead() throws SQLException {
        var business = new Business();
        business.customer("Ana");
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var lock = connection.createStatement()) {
                lock.execute("lock table projection_offsets in share mode");
            }
            play(business);
            Awaits.untilAsserted(
                    () -> assertThat(rows(tenant, END)).as("connections ended").isNotEmpty());
            connection.rollback();
        }
        var before = business.drain().size();
        for (int i = 0; i < 20; i++) {
            business.customer("Ben " + i);
        }
        var more = business.drain();
        try (var feed = new Feed(bootstrapServers())) {
            feed.send(tenant, more, true);
        }
        awaitApplied(tenant, before + more.size());
        Awaits.untilAsserted(() -> assertThat(get("/v1/reports/counters").getString("freshness.state"))
                .isEqualTo("CURRENT"));
    }
}
