package io.receivables.local.system;

import static java.util.stream.Collectors.joining;

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
 * that copies of rows that belong together belong together too. The copies are what was there before, each ten minutes earlier than the next:
 * ids and places on disk are in the order in which rows would have been made, and the tables are vacuumed.
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
                       then 'pg_temp.earlier(' || quote_ident(a.attname) || ', n)'
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

    /** The id that a row of n times ten minutes before has: the same but for the time that ids begin with. */
    private static final String EARLIER =
            """
            create function pg_temp.earlier(id uuid, n bigint) returns uuid language sql immutable as $$
              select case when id in (%s) then id
                     else (lpad(to_hex((('x' || left(id::text, 8) || substr(id::text, 10, 4))::bit(48)::bigint - n * 600000)
                                       & 281474976710655), 12, '0') || substr(id::text, 15))::uuid end
            $$""";

    private final LocalSystem system;
    private final String tenant;
    private final String earlier;
    private int step = 1;

    public Crowd(LocalSystem system, String tenant) {
        this(system, tenant, List.of());
    }

    /** @param same ids that copies keep, so that who has them becomes large too */
    public Crowd(LocalSystem system, String tenant, List<String> same) {
        this.system = system;
        this.tenant = tenant;
        this.earlier = EARLIER.formatted(
                same.isEmpty()
                        ? "null"
                        : same.stream().map(id -> "'" + id + "'").collect(joining(", ")));
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
                session.execute(earlier);
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
                + String.join(", ", values) + " from (select *, ctid as place, count(*) over () as of from " + table
                + " where tenant_id = ? and " + LEFT_OUT.getOrDefault(name(table), "true")
                + ") as original cross join lateral (select i * " + step + " as n from generate_series(1, " + copies
                + ") as i) as numbers order by n desc, place on conflict do nothing";
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
