package io.receivables.dunning.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Looks into the service's database, as the application's own role unless told otherwise. */
public final class Database {

    private Database() {}

    /** A connection whose transaction sees one tenant; {@code *} sees all. */
    public static Connection open(String tenant) throws SQLException {
        return open(tenant, "quarkus.datasource");
    }

    private static Connection open(String tenant, String role) throws SQLException {
        Connection connection = DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"), setting(role + ".username"), setting(role + ".password"));
        connection.setAutoCommit(false);
        try (var statement = connection.prepareStatement("select set_config('app.tenant', ?, true)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
        return connection;
    }

    /** First column of every row a query of one tenant gives. */
    public static List<String> texts(String tenant, String sql) {
        try (Connection connection = open(tenant);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one number a query of one tenant gives. */
    public static long number(String tenant, String sql) {
        return Long.parseLong(texts(tenant, sql).get(0));
    }

    /** Changes rows of one tenant. */
    public static int change(String tenant, String sql) {
        try (Connection connection = open(tenant);
                var statement = connection.createStatement()) {
            int rows = statement.executeUpdate(sql);
            connection.commit();
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Refreshes the planner's statistics. */
    public static void analyze(String table) {
        changeAsOwner("analyze " + table);
    }

    /** Does what only the owner of the tables may. */
    public static void changeAsOwner(String sql) {
        try (Connection connection = open("*", "quarkus.flyway");
                var statement = connection.createStatement()) {
            statement.execute(sql);
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
