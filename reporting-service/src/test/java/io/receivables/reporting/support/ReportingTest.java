package io.receivables.reporting.support;

import static io.restassured.RestAssured.given;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.ReceivablesTestResource;
import io.receivables.testkit.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service on real servers, one application for all integration tests; every test has a tenant of its own. */
@QuarkusTestResource(
        value = ReceivablesTestResource.class,
        initArgs = @ResourceArg(name = "service", value = "reporting"))
public abstract class ReportingTest {
    @Inject
    protected AgroalDataSource dataSource;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String jdbcUrl;

    @ConfigProperty(name = "quarkus.flyway.username")
    String owner;

    @ConfigProperty(name = "quarkus.flyway.password")
    String ownerPassword;

    protected final String tenant = newTenant();

    protected static String newTenant() {
        return "t-" + UUID.randomUUID().toString().substring(0, 18);
    }

    protected RequestSpecification as(String role) {
        return as(tenant, role);
    }

    protected static RequestSpecification as(String tenant, String role) {
        return given().auth().oauth2(Tokens.token(tenant, "anna", role)).accept("application/json");
    }

    protected JsonPath get(String path, Object... parameters) {
        return as("analyst")
                .get(path, parameters)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** Publishes the events in their order and waits until all are in the figures. */
    protected void play(Business business) {
        play(tenant, business.events(), 0);
    }

    /** The same for some events, when others of the tenant have been applied before. */
    protected void play(String tenant, List<Event> events, long before) {
        try (var feed = new Feed(bootstrapServers)) {
            feed.send(tenant, events, true);
        }
        awaitApplied(tenant, before + events.size());
    }

    protected void awaitApplied(String tenant, long events) {
        Awaits.untilAsserted(() -> {
            long received = (long) rows(tenant, "select count(*) as n from inbox where tenant_id = ?", tenant)
                    .get(0)
                    .get("n");
            if (received != events) {
                throw new AssertionError(received + " of " + events + " events received");
            }
        });
    }

    protected String bootstrapServers() {
        return bootstrapServers;
    }

    /** Runs a query as the application's role within a tenant. */
    protected List<Map<String, Object>> rows(String tenant, String sql, Object... parameters) {
        try (var connection = dataSource.getConnection()) {
            connection.setAutoCommit(false);
            try (var setting = connection.prepareStatement("select set_config('app.tenant', ?, true)")) {
                setting.setString(1, tenant);
                setting.execute();
            }
            try (var statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                    statement.setObject(i + 1, parameters[i]);
                }
                var found = new ArrayList<Map<String, Object>>();
                if (statement.execute()) {
                    var result = statement.getResultSet();
                    var columns = result.getMetaData();
                    while (result.next()) {
                        var row = new LinkedHashMap<String, Object>();
                        for (int i = 1; i <= columns.getColumnCount(); i++) {
                            row.put(columns.getColumnLabel(i), result.getObject(i));
                        }
                        found.add(row);
                    }
                }
                connection.commit();
                return found;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Connects as the owner of the tables: what a migration may do. */
    protected Connection connectAsOwner() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, owner, ownerPassword);
    }

    /** Does what only a migration may do. */
    protected void asOwner(String sql) {
        try (var connection = connectAsOwner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the kept totals of the tenant and its customers and the sums of its items and payments do not agree about. */
    protected List<Map<String, Object>> totalsThatDiffer(String tenant) {
        return rows(
                tenant,
                """
                with kept as (
                    select currency, due_date::text as part, sum(amount) as amount, sum(items) as n
                      from owed_totals group by 1, 2
                    union all
                    select currency, customer_id || ' ' || due_date, amount, items from customer_owed_totals
                    union all
                    select currency, identified::text, sum(amount), sum(payments) from cash_totals group by 1, 2
                    union all
                    select currency, customer_id::text, amount, payments from customer_cash_totals),
                summed as (
                    select currency, coalesce(customer_id || ' ', '') || due_date as part, sum(open_amount) as amount,
                           count(*) as n
                      from open_items where open_amount <> 0 group by due_date, currency, rollup (customer_id)
                    union all
                    select currency, (customer_id is not null)::text, sum(unapplied), count(*)
                      from payments where unapplied <> 0 group by 1, 2
                    union all
                    select currency, customer_id::text, sum(unapplied), count(*)
                      from payments where unapplied <> 0 and customer_id is not null group by 1, 2)
                select * from kept full join summed using (currency, part)
                 where kept.amount is distinct from summed.amount or kept.n is distinct from summed.n""");
    }

    /** Every row of a projection table, without the tenant, in an order of its own. */
    protected String content(String tenant, String table) {
        return (String) rows(
                        tenant,
                        "select coalesce(string_agg(r, E'\\n' order by r), '') as c"
                                + " from (select (to_jsonb(t) - 'tenant_id')::text as r from " + table
                                + " t where tenant_id = ?) as t",
                        tenant)
                .get(0)
                .get("c");
    }
}
