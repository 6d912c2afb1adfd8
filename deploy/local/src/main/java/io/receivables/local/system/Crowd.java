package io.receivables.local.system;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the tables of one tenant large: each row again and again, with other ids, numbers and references, the same ones wherever they occur, so
 * that copies of rows that belong together belong together too.
 */
public final class Crowd {

    /** A few rows for each tenant, topic, series, policy or day, however much business there is; and what a job would start to work on. */
    private static final Set<String> STAYS_SMALL = Set.of(
            "audit_chains",
            "audit_seals",
            "audit_unsealed",
            "cash_totals",
            "numbering_series",
            "outbox_unpublished",
            "owed_totals",
            "parked_events",
            "policies",
            "projection_offsets",
            "projection_progress",
            "rebuilds",
            "reconciliation_books",
            "reconciliation_differences",
            "reconciliation_runs",
            "sellers",
            "tenant_clocks",
            "tenants",
            "vat_rates");

    /** Rows whose copies a sweep would start to work on. */
    private static final Map<String, String> LEFT_OUT = Map.of("inbox_positions", "not blocked");

    /** Columns and their values in a copy; the sellers stay as they are, and an outbox gives positions anew. */
    private static final String COLUMNS =
            """
            select quote_ident(a.attname) as name,
                   case
                     when a.atttypid = 'uuid'::regtype and a.attname <> 'seller_id'
                       then 'md5(' || quote_ident(a.attname) || '::text || n)::uuid'
                     when a.atttypid = 'text'::regtype
                          and (last_of_key or a.attname ~ '(number|reference|external_id|_key|iban)$')
                       then quote_ident(a.attname) || ' || ''-'' || n'
                     when last_of_key and a.atttypid <> 'uuid'::regtype then quote_ident(a.attname) || ' + n * 10000'
                     else quote_ident(a.attname)
                   end as value
              from pg_attribute a
              cross join lateral (
                  select exists (
                      select 1 from pg_index i
                       where i.indrelid = a.attrelid and i.indisunique and i.indkey[i.indnatts - 1] = a.attnum
                         and not exists (select 1 from pg_attribute u
                                          where u.attrelid = i.indrelid and u.attnum = any(i.indkey)
                                            and u.atttypid = 'uuid'::regtype)) as last_of_key) as keys
             where a.attrelid = ?::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
               and a.attidentity = '' and a.attname <> 'tenant_id'
             order by a.attnum""";

    private final LocalSystem system;
    private final String tenant;
    private int step = 1;

    public Crowd(LocalSystem system, String tenant) {
        this.system = system;
        this.tenant = tenant;
    }

    /** Copies until every table that grows with the business has about so many rows of the tenant; answers how many were made. */
    public long grow(int rows) {
        return copy("? / original.of", rows);
    }

    /** Makes the tenant as many times as large, every table alike; answers how many rows were made. */
    public long multiply(int times) {
        long made = copy("? - 1", times);
        step *= times;
        return made;
    }

    private long copy(String copies, int parameter) {
        long made = 0;
        for (ServiceName service : ServiceName.values()) {
            try (Connection connection = system.database(service).connectAsSuperUser();
                    Statement session = connection.createStatement()) {
                // Neither foreign keys nor triggers: the copies are nobody's business.
                session.execute("set session_replication_role = replica");
                for (String table : TenantTables.of(connection)) {
                    if (!STAYS_SMALL.contains(name(table))) {
                        made += copy(connection, table, copies, parameter);
                    }
                }
                session.execute("vacuum analyze");
            } catch (SQLException e) {
                throw new IllegalStateException(service.id() + ": " + e.getMessage(), e);
            }
        }
        return made;
    }

    /** Copies of copies get numbers that no copy before them got. */
    private long copy(Connection connection, String table, String copies, int parameter) throws SQLException {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        try (PreparedStatement columns = connection.prepareStatement(COLUMNS)) {
            columns.setString(1, table);
            try (ResultSet found = columns.executeQuery()) {
                while (found.next()) {
                    names.add(found.getString("name"));
                    values.add(found.getString("value"));
                }
            }
        }
        String insert = "insert into " + table + " (tenant_id, " + String.join(", ", names) + ") select tenant_id, "
                + String.join(", ", values) + " from (select *, count(*) over () as of from " + table
                + " where tenant_id = ? and " + LEFT_OUT.getOrDefault(name(table), "true")
                + ") as original cross join lateral (select i * " + step + " as n from generate_series(1, " + copies
                + ") as i) as numbers";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, tenant);
            statement.setInt(2, parameter);
            return statement.executeUpdate();
        }
    }

    private static String name(String table) {
        return table.substring(table.indexOf('.') + 1);
    }
}
