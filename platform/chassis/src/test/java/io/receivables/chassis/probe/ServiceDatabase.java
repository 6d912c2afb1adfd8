package io.receivables.chassis.probe;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.eclipse.microprofile.config.ConfigProvider;

/** The service's database as somebody beside the service sees it. */
public final class ServiceDatabase {
    private ServiceDatabase() {}

    /** As the application's role, for one tenant; {@code *} is all. */
    public static Connection asApplication(String tenant) throws SQLException {
        return open("quarkus.datasource", tenant);
    }

    /** As the owner of the tables, who may do anything to them. */
    public static Connection asOwner(String tenant) throws SQLException {
        return open("quarkus.flyway", tenant);
    }

    private static Connection open(String role, String tenant) throws SQLException {
        var connection = DriverManager.getConnection(
                setting("quarkus.datasource.jdbc.url"), setting(role + ".username"), setting(role + ".password"));
        try (var statement = connection.prepareStatement("select set_config('app.tenant', ?, false)")) {
            statement.setString(1, tenant);
            statement.execute();
        }
        return connection;
    }

    public static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }
}
