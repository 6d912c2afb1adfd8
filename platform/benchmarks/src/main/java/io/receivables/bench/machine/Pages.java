package io.receivables.bench.machine;

import io.receivables.local.LocalFailure;
import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Pages of tables and indexes that the services' statements have looked at so far, as {@code pg_stat_statements} counts them, in memory or not.
 * Unlike time they depend on nothing but the plans and the data.
 */
public final class Pages {
    /** One database tells about all; what the owners and the superuser do is nobody's operation. */
    private static final String BY_STATEMENT =
            """
            select d.datname || ': ' || left(regexp_replace(s.query, '\\s+', ' ', 'g'), 160) as statement,
                   sum(s.shared_blks_hit + s.shared_blks_read) as pages
              from pg_stat_statements s
              join pg_database d on d.oid = s.dbid
              join pg_roles r on r.oid = s.userid and r.rolname = d.datname || '_app'
             group by 1""";

    private final LocalSystem system;

    public Pages(LocalSystem system) {
        this.system = system;
        ask("create extension if not exists pg_stat_statements");
    }

    public Map<String, Long> byStatement() {
        return ask(BY_STATEMENT);
    }

    /** What was looked at since then, by statement. */
    public Map<String, Long> since(Map<String, Long> before) {
        Map<String, Long> pages = byStatement();
        pages.replaceAll((statement, now) -> now - before.getOrDefault(statement, 0L));
        return pages;
    }

    private Map<String, Long> ask(String sql) {
        Map<String, Long> pages = new HashMap<>();
        try (Connection connection = system.database(ServiceName.REPORTING).connectAsSuperUser();
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet found = statement.getResultSet();
                while (found.next()) {
                    pages.put(found.getString("statement"), found.getLong("pages"));
                }
            }
            return pages;
        } catch (SQLException e) {
            throw new LocalFailure("The pages that were looked at cannot be told: " + e.getMessage(), e);
        }
    }
}
