package io.receivables.customer;

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
        try (var connection = open(tenant);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** First column of every row. */
    public static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    /** Rows of customers, search terms, events, audit entries and imports of a tenant: what a refusal must not change. */
    public static List<Long> rows(String tenant) {
        try (var connection = open(tenant)) {
            return texts(
                            connection,
                            """
                            select count(*) from customers
                            union all select coalesce(sum(version), 0) from customers
                            union all select count(*) from customer_search_terms
                            union all select count(*) from outbox
                            union all select count(*) from audit_entries
                            union all select count(*) from customer_imports
                            union all select count(*) from tenants""")
                    .stream()
                    .map(Long::valueOf)
                    .toList();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
