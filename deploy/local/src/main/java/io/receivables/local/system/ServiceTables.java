package io.receivables.local.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the services' tables as their owner does, across all tenants. */
public final class ServiceTables {

    private final LocalSystem system;

    public ServiceTables(LocalSystem system) {
        this.system = system;
    }

    /** The rows of a query, each with its columns as text. */
    public List<Map<String, String>> rows(ServiceName service, String sql, Object... parameters) {
        try (Connection connection = system.database(service).connectAsOwner();
                PreparedStatement everything =
                        connection.prepareStatement("select set_config('app.tenant', '*', false)");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            everything.execute();
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet found = statement.executeQuery()) {
                List<Map<String, String>> rows = new ArrayList<>();
                while (found.next()) {
                    rows.add(row(found));
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(service.id() + "-service: " + sql, e);
        }
    }

    /** Changes rows behind the services' back; answers how many. */
    public int change(ServiceName service, String sql, Object... parameters) {
        try (Connection connection = system.database(service).connectAsOwner();
                PreparedStatement everything =
                        connection.prepareStatement("select set_config('app.tenant', '*', false)");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            everything.execute();
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(service.id() + "-service: " + sql, e);
        }
    }

    /** The one number of a query. */
    public long number(ServiceName service, String sql, Object... parameters) {
        return Long.parseLong(
                rows(service, sql, parameters).get(0).values().iterator().next());
    }

    private static Map<String, String> row(ResultSet found) throws SQLException {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
            row.put(found.getMetaData().getColumnLabel(i), found.getString(i));
        }
        return row;
    }
}
