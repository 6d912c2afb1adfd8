package io.receivables.torture.check;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the services hold, as one hash for each table; the tables of event mechanics are left out, because deliveries change them. */
public record Fingerprint(Map<String, String> tables) {

    private static final Set<String> MECHANICS = Set.of(
            "outbox",
            "inbox",
            "inbox_positions",
            "projection_offsets",
            "projection_progress",
            "inbox_skips",
            "parked_events",
            "idempotency_keys",
            "flyway_schema_history");

    private static final String NAMES =
            """
            select c.table_name as name from information_schema.tables c
             where c.table_schema = 'public' and c.table_type = 'BASE TABLE'
               and exists (select 1 from information_schema.columns k
                            where k.table_schema = 'public' and k.table_name = c.table_name and k.column_name = 'tenant_id')
             order by 1""";

    /** Takes the hashes of all tables of all services. */
    public static Fingerprint of(LocalSystem system) {
        Books books = new Books(system);
        Map<String, String> tables = new LinkedHashMap<>();
        for (ServiceName service : ServiceName.values()) {
            for (Map<String, String> row : books.rows(service, NAMES)) {
                String table = row.get("name");
                if (!MECHANICS.contains(table) && !table.startsWith("audit_") && !table.startsWith("rebuild")) {
                    tables.put(service.id() + "." + table, hash(books, service, table));
                }
            }
        }
        return new Fingerprint(tables);
    }

    private static String hash(Books books, ServiceName service, String table) {
        String sql =
                "select count(*) || ' rows, ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '-')"
                        + " as hash from " + table + " t";
        return books.rows(service, sql).get(0).get("hash");
    }

    /** The tables that are not what they were. */
    public List<Finding> differences(Fingerprint later) {
        List<Finding> findings = new ArrayList<>();
        tables.forEach((table, hash) -> {
            if (!hash.equals(later.tables.get(table))) {
                findings.add(Finding.of(table, "was " + hash + " and is " + later.tables.get(table)));
            }
        });
        return findings;
    }
}
