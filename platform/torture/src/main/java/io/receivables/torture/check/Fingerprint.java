package io.receivables.torture.check;

import io.receivables.local.system.LocalSystem;
import io.receivables.local.system.ServiceName;
import io.receivables.local.system.ServiceTables;
import io.receivables.torture.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the services hold, as one hash for each table with rows of tenants: also keys, applied events and the chains of the audit trail. */
public record Fingerprint(Map<String, String> tables) {

    /** What a delivery, a rebuild or the mere passing of time may change. */
    private static final Set<String> LEFT_OUT = Set.of(
            // How far the topics are read, which every delivery moves.
            "projection_offsets",
            "projection_progress",
            // What waits for the next run of the sealer or the relay, and what heads were published with: all go on
            // with the
            // clock.
            "audit_unsealed",
            "outbox_unpublished",
            "audit_chains",
            // When the books are stated next; a scheduler enters each tenant once it has seen it.
            "reconciliation_books",
            // The rebuilds themselves; what they lead to is in the other tables.
            "rebuilds");

    /** Tables of which only a part must stay as it is. */
    private static final Map<String, String> PARTS = Map.of(
            // Heads of the audit trail are published as time passes.
            "outbox",
            """
            select id, tenant_id, topic, type, aggregate_id, sequence, occurred_at, correlation_id, causation_id, payload
              from outbox where topic not like '%.audit'""",
            "inbox",
            "select consumer, event_id, tenant_id from inbox",
            "idempotency_keys",
            "select * from idempotency_keys where operation <> 'requestRebuild'",
            "audit_entries",
            "select * from audit_entries where entity <> 'rebuild'",
            // A chain goes on when somebody asks for a rebuild; what it held before stays.
            "audit_seals",
            """
            select tenant_id, position, entry_id, hash from audit_seals
             where entry_id not in (select id from audit_entries where entity = 'rebuild')""");

    private static final String NAMES =
            """
            select c.table_name as name from information_schema.tables c
             where c.table_schema = 'public' and c.table_type = 'BASE TABLE'
               and exists (select 1 from information_schema.columns k
                            where k.table_schema = 'public' and k.table_name = c.table_name and k.column_name = 'tenant_id')
             order by 1""";

    /** Takes the hashes of all tables of all services. */
    public static Fingerprint of(LocalSystem system) {
        ServiceTables books = new ServiceTables(system);
        Map<String, String> tables = new LinkedHashMap<>();
        for (ServiceName service : ServiceName.values()) {
            for (Map<String, String> row : books.rows(service, NAMES)) {
                String table = row.get("name");
                if (!LEFT_OUT.contains(table)) {
                    tables.put(service.id() + "." + table, hash(books, service, table));
                }
            }
        }
        return new Fingerprint(tables);
    }

    private static String hash(ServiceTables books, ServiceName service, String table) {
        String rows = PARTS.getOrDefault(table, "select * from " + table);
        String sql =
                "select count(*) || ' rows, ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '-')"
                        + " as hash from (" + rows + ") t";
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
