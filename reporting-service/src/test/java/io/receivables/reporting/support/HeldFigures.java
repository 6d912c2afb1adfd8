package io.receivables.reporting.support;

import io.receivables.testkit.Awaits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** The figures of some tenants, held: their events are not applied, and a rebuild can read its topics but has to wait before it compares. */
public final class HeldFigures implements AutoCloseable {
    private static final String KEY = "hashtextextended('figures:' || ?, 0)";

    private final List<String> tenants;
    private final Connection connection;

    public HeldFigures(DataSource dataSource, List<String> tenants) throws SQLException {
        this.tenants = tenants;
        this.connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            for (var tenant : tenants) {
                number("select 1 from pg_advisory_xact_lock(" + KEY + ")", tenant);
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Until somebody waits for the figures of each of the tenants. */
    public void awaitWaiting() {
        for (var tenant : tenants) {
            Awaits.until("somebody waits for the figures of " + tenant, () -> waiting(tenant) > 0);
        }
    }

    private int waiting(String tenant) throws SQLException {
        return number(
                """
                select count(*) from pg_locks
                 where (classid::bigint << 32) | objid::bigint = %s and objsubid = 1
                   and locktype = 'advisory' and not granted
                   and database = (select oid from pg_database where datname = current_database())"""
                        .formatted(KEY),
                tenant);
    }

    private int number(String sql, String tenant) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, tenant);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.rollback();
        connection.close();
    }
}
