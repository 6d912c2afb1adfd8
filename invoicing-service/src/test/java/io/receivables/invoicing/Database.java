package io.receivables.invoicing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the service's database as the application's own role, so that row level security applies to the test too. */
public final class Database {
    private Database() {}

    /** A connection whose transaction sees one tenant; {@code *} sees all. */
    public static Connection open(String tenant) throws SQLException {
        var connection = DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"),
                setting("quarkus.datasource.username"),
                setting("quarkus.datasource.password"));
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("select set_config('app.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
        return connection;
    }

    /** The one number a query of one tenant gives. */
    public static long number(String tenant, String sql) {
        return Long.parseLong(texts(tenant, sql).get(0));
    }

    /** First column of every row. */
    public static List<String> texts(String tenant, String sql) {
        try (var connection = open(tenant);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements of one tenant and commits them. */
    public static void change(String tenant, String... statements) throws SQLException {
        try (var connection = open(tenant);
                var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
            connection.commit();
        }
    }

    /** Brings the planner's statistics up to date, as autovacuum does sooner or later; only the owner may. */
    public static void analyze() throws SQLException {
        try (var connection = DriverManager.getConnection(
                        setting("quarkus.datasource.jdbc.url"),
                        setting("quarkus.flyway.username"),
                        setting("quarkus.flyway.password"));
                var statement = connection.createStatement()) {
            statement.execute("analyze invoices");
            statement.execute("analyze parked_events");
        }
    }

    /** Rows and counters of a tenant that a refused request must not change. */
    public static List<Long> state(String tenant) {
        return List.of(
                number(tenant, "select count(*) from invoices"),
                number(tenant, "select coalesce(sum(version), 0) from invoices"),
                number(tenant, "select count(*) from invoice_lines"),
                number(tenant, "select count(*) from credit_notes"),
                number(tenant, "select count(*) from outbox"),
                number(tenant, "select count(*) from audit_entries"),
                number(tenant, "select count(*) from sellers"),
                number(tenant, "select coalesce(sum(last_number), 0) from numbering_series"));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
