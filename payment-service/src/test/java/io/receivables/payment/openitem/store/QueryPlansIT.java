package io.receivables.payment.openitem.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.payment.Database;
import io.receivables.payment.PaymentIntegrationTest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** With 100,000 open items of one tenant, every hot query still reaches its rows by an index that fits. */
@QuarkusTest
class QueryPlansIT extends PaymentIntegrationTest {
    private static final int ITEMS = 100_000;
    private static final String CUSTOMER = "00000000-0000-7000-8000-000000000007";

    private static final String FILL =
            """
            insert into open_items (tenant_id, invoice_id, invoice_number, number_key, reference_key, customer_id, currency,
                                    issue_date, due_date, original_amount, version)
            select current_setting('app.tenant'), gen_random_uuid(), 'HU-' || i, 'HU' || i, 'RF00HU' || i,
                   ('00000000-0000-7000-8000-' || lpad((i %% 2000)::text, 12, '0'))::uuid, 'EUR',
                   date '2026-01-01' + i %% 365, date '2026-01-31' + i %% 365, 100, 1
              from generate_series(1, %d) i"""
                    .formatted(ITEMS);

    private final String tenant = "plans-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void candidatesAndListsAreReadByAnIndexThatFits() throws SQLException {
        try (var connection = Database.open(tenant);
                var statement = connection.createStatement()) {
            statement.execute(FILL);
            connection.commit();
        }
        try (var owner = owner();
                var statement = owner.createStatement()) {
            statement.execute("analyze open_items");
        }
        try (var connection = Database.open(tenant);
                var statement = connection.createStatement()) {
            var candidates = AllocationCandidates.LOCK
                    .replace("$1", "'" + tenant + "'")
                    .replace("$2", "'{HU77,HU78,RF00HU90,X1}'")
                    .replace("$3", "'{" + CUSTOMER + "}'")
                    .replace("$4", "'{EUR}'")
                    .replace("$5", "'{350}'")
                    .replace("$6", "'{}'");
            fits(statement, candidates);
            assertThat(dueDates(statement, candidates))
                    .as("three that are named, and the four oldest of fifty debts that 350 can reach")
                    .hasSize(7)
                    .containsAll(dueDates(
                            statement,
                            "select due_date from open_items where tenant_id = '" + tenant + "' and customer_id = '"
                                    + CUSTOMER + "' order by due_date limit 4"));
            var list = "select * from open_items o where o.tenant_id = '" + tenant + "'";
            var page = " order by o.due_date, o.invoice_id limit 51";
            fits(statement, list + page);
            fits(statement, list + " and o.status = 'SETTLED'" + page);
            fits(statement, list + " and o.customer_id = '" + CUSTOMER + "'" + page);
            fits(statement, list + " and (o.due_date, o.invoice_id) > ('2026-06-01', '" + CUSTOMER + "')" + page);
            statement.execute("set local plan_cache_mode = force_generic_plan");
            statement.execute("prepare owes_more(text, uuid[], text[], uuid[]) as " + AllocationCandidates.OWES_MORE);
            assertThat(fits(statement, "execute owes_more('" + tenant + "', '{" + CUSTOMER + "}', '{EUR}', '{}')"))
                    .as("each debt is looked up among those that are locked, not compared with all of them")
                    .contains("hashed SubPlan");
            statement.execute("delete from open_items where tenant_id = '" + tenant + "'");
            connection.commit();
        }
    }

    private static List<String> dueDates(Statement statement, String query) throws SQLException {
        var dates = new ArrayList<String>();
        try (var rows = statement.executeQuery(query)) {
            while (rows.next()) {
                dates.add(rows.getString("due_date"));
            }
        }
        return dates;
    }

    /** Nothing is read from end to end, and next to nothing is read and thrown away, whatever the machine's speed. */
    private static String fits(Statement statement, String query) throws SQLException {
        var plan = new ArrayList<String>();
        try (var rows = statement.executeQuery("explain (analyze, buffers) " + query)) {
            while (rows.next()) {
                plan.add(rows.getString(1));
            }
        }
        var text = String.join("\n", plan);
        assertThat(text).contains("Index").doesNotContain("Seq Scan on open_items");
        assertThat(thrownAway(plan)).as(text).isLessThan(200);
        return text;
    }

    private static long thrownAway(List<String> plan) {
        return plan.stream()
                .filter(line -> line.contains("Rows Removed by Filter"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    private static Connection owner() throws SQLException {
        var config = ConfigProvider.getConfig();
        return DriverManager.getConnection(
                config.getValue("quarkus.datasource.jdbc.url", String.class),
                config.getValue("quarkus.flyway.username", String.class),
                config.getValue("quarkus.flyway.password", String.class));
    }
}
