package io.receivables.torture.api;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.TenantTables;
import io.receivables.testkit.Awaits;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every row of one tenant in every service, but for the seals of the audit trail and the days of the next reconciliations,
 * which come by themselves, as digests by service and table; two equal ones mean that nothing changed. For one thread.
 */
public final class TenantRows implements AutoCloseable {

    /** Written behind what was done: the seals of entries that are compared, the queue of events that are, the days of a scheduler. */
    private static final Set<String> BY_THEMSELVES = Set.of(
            "public.audit_chains",
            "public.audit_seals",
            "public.audit_unsealed",
            "public.outbox_unpublished",
            "public.reconciliation_books");

    private static final int LOOKS = 4;

    private final String tenant;
    private final Map<ServiceName, Connection> connections = new EnumMap<>(ServiceName.class);
    private final Map<ServiceName, PreparedStatement> queries = new EnumMap<>(ServiceName.class);

    /** Leaves out tables that are allowed to change. */
    public TenantRows(LocalSystem system, String tenant, List<String> exceptTables) {
        this.tenant = tenant;
        try {
            for (ServiceName service : ServiceName.values()) {
                Connection connection = Databases.of(system, service, tenant);
                connections.put(service, connection);
                String query = TenantTables.of(connection).stream()
                        .filter(table -> !exceptTables.contains(table) && !BY_THEMSELVES.contains(table))
                        .map(table -> digestOf(service, table))
                        .collect(Collectors.joining(" union all "));
                queries.put(service, connection.prepareStatement(query));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digestOf(ServiceName service, String table) {
        return "select '" + service.id() + "/" + table + "', count(*) || ' rows '"
                + " || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from " + table
                + " t where tenant_id = current_setting('app.tenant')"
                + (table.equals("public.outbox") ? " and type not like 'AuditSealed%'" : "");
    }

    public SortedMap<String, String> digest() {
        SortedMap<String, String> digest = new TreeMap<>();
        queries.forEach((service, query) -> {
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    digest.put(rows.getString(1), rows.getString(2));
                }
            } catch (SQLException e) {
                throw new IllegalStateException(service.id() + ": " + e.getMessage(), e);
            }
        });
        return digest;
    }

    /** Waits until nothing has moved for so long and in several looks, because what was published has been taken in everywhere. */
    public SortedMap<String, String> awaitQuiet(Duration still) {
        SortedMap<String, String> last = new TreeMap<>();
        long[] since = {System.nanoTime()};
        int[] looks = {0};
        Awaits.until("tenant " + tenant + " is quiet", () -> {
            SortedMap<String, String> now = digest();
            if (!now.equals(last)) {
                since[0] = System.nanoTime();
                looks[0] = 0;
                last.clear();
                last.putAll(now);
            }
            looks[0]++;
            return looks[0] >= LOOKS && System.nanoTime() - since[0] >= still.toNanos();
        });
        return last;
    }

    @Override
    public void close() {
        connections.values().forEach(connection -> {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
