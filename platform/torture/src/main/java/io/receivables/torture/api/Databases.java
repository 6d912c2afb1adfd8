package io.receivables.torture.api;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.testkit.ServiceDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The services' databases, seen with the application's own role: what a service could see if its code asked for too much. */
public final class Databases {

    private Databases() {}

    public static ServiceDatabase of(LocalSystem system, ServiceName service) {
        return new ServiceDatabase(
                service.id(), "localhost", system.settings().ports().postgres());
    }

    /** A session of the application's role that has named this tenant, as every request does. */
    public static Connection of(LocalSystem system, ServiceName service, String tenant) throws SQLException {
        Connection connection = of(system, service).connectAsApp();
        nameTenant(connection, tenant);
        return connection;
    }

    /** Names the tenant for the rest of the session. */
    public static void nameTenant(Connection connection, String tenant) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("select set_config('app.tenant', ?, false)")) {
            set.setString(1, tenant);
            set.execute();
        }
    }

    /** The first column of a query as texts. */
    public static List<String> texts(Connection connection, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
        }
        return texts;
    }

    /** What is audited of a tenant in a service: entity and id, separated by a space. */
    public static List<String> auditTrails(LocalSystem system, ServiceName service, String tenant) {
        try (Connection connection = of(system, service, tenant)) {
            return texts(
                    connection, "select distinct entity || ' ' || entity_id from audit_entries order by 1 limit 200");
        } catch (SQLException e) {
            throw new IllegalStateException(service.id() + ": " + e.getMessage(), e);
        }
    }
}
