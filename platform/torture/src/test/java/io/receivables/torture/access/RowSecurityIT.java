package io.receivables.torture.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.testkit.PostgresServer;
import io.receivables.testkit.ServiceDatabase;
import io.receivables.torture.Finding;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The check of the second wall finds the holes that are planted in it. */
class RowSecurityIT {

    private static final String POLICY =
            "create policy tenant_isolation on %1$s using (tenant_id = current_setting('app.tenant', true))";
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.startTemporary();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aTableWithForcedSecurityAndTheOnePolicyIsFine() throws SQLException {
        ServiceDatabase database = database("fine", guarded("things"));

        RowSecurity security = new RowSecurity(database).check("a", "b");

        assertThat(security.breaks()).isEmpty();
        assertThat(security.withRows()).isEqualTo(1);
        assertThat(security.done()).isEqualTo(8);
    }

    @Test
    void aTableWithoutSecurityShowsAndGivesItsRowsToEverybody() throws SQLException {
        ServiceDatabase database = database("open", table("things"));

        assertThat(details(database))
                .anyMatch(detail -> detail.equals("public.things has no forced row level security"))
                .anyMatch(detail -> detail.equals("public.things shows 1 rows to a session of another tenant"))
                .anyMatch(detail -> detail.equals("public.things shows 1 rows to a session that named no tenant"))
                .anyMatch(detail -> detail.startsWith("a session of another tenant could: delete"))
                .anyMatch(detail -> detail.startsWith("a session of another tenant could: insert"));
    }

    @Test
    void aSecondPolicyAViewAndATableWithoutTenantAreFound() throws SQLException {
        ServiceDatabase database = database(
                "holes",
                guarded("things") + "; create policy everybody on things for select using (true)"
                        + "; create view seen as select * from things; create table forgotten (id int)");

        assertThat(details(database))
                .anyMatch(detail ->
                        detail.equals("public.things has a policy that shows more than what is everybody's: everybody"))
                .anyMatch(detail -> detail.equals("public.seen is a view that reads as its owner"))
                .anyMatch(detail -> detail.equals("public.forgotten has no column tenant_id"))
                .anyMatch(detail -> detail.equals("public.things shows 1 rows to a session of another tenant"));
    }

    private static List<String> details(ServiceDatabase database) throws SQLException {
        return new RowSecurity(database)
                .check("a", "b").breaks().stream().map(Finding::detail).toList();
    }

    private static String table(String name) {
        return "create table %1$s (tenant_id text not null); insert into %1$s values ('a')".formatted(name);
    }

    private static String guarded(String name) {
        return (table(name) + "; " + POLICY
                        + "; alter table %1$s enable row level security; alter table %1$s force row level security")
                .formatted(name);
    }

    private static ServiceDatabase database(String name, String ddl) throws SQLException {
        ServiceDatabase database = server.createServiceDatabase(name);
        try (Connection owner = database.connectAsOwner();
                Statement statement = owner.createStatement()) {
            statement.execute(ddl);
        }
        return database;
    }
}
