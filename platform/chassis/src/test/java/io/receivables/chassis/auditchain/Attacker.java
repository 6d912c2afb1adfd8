package io.receivables.chassis.auditchain;

import io.receivables.chassis.probe.ServiceDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Somebody with the password of the tables' owner and the source code, but without the topic. Undoes what he did. */
final class Attacker implements AutoCloseable {
    private final Connection owner;
    private final String tenant;

    Attacker(String tenant) throws SQLException {
        this.tenant = tenant;
        owner = ServiceDatabase.asOwner("*");
        run("create temporary table kept_entries as select * from audit_entries where tenant_id = ?", tenant);
        run("create temporary table kept_seals as select * from audit_seals where tenant_id = ?", tenant);
    }

    /** Puts every entry and seal of the tenant back as it was. */
    void undo() throws SQLException {
        owner.setAutoCommit(false);
        run("delete from audit_seals where tenant_id = ?", tenant);
        run("delete from audit_entries where tenant_id = ? or id in (select id from kept_entries)", tenant);
        run("insert into audit_entries select * from kept_entries");
        run("insert into audit_seals select * from kept_seals");
        run("delete from audit_unsealed where tenant_id = ?", tenant);
        owner.commit();
        owner.setAutoCommit(true);
    }

    /** Whether entries or seals differ from those that were kept. */
    boolean hasChangedAnything() throws SQLException {
        try (var statement = prepare(
                        """
                        select exists ((table audit_entries except table kept_entries) union all
                                       (table kept_entries except table audit_entries))
                            or exists ((table audit_seals except table kept_seals) union all
                                       (table kept_seals except table audit_seals))"""
                                .replace("table audit_entries", "select * from audit_entries where tenant_id = ?")
                                .replace("table audit_seals", "select * from audit_seals where tenant_id = ?"),
                        tenant,
                        tenant,
                        tenant,
                        tenant);
                var rows = statement.executeQuery()) {
            return rows.next() && rows.getBoolean(1);
        }
    }

    int run(String sql, Object... parameters) throws SQLException {
        try (var statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        }
    }

    List<Forged> chain() throws SQLException {
        try (var statement = prepare(
                        """
                        select s.position, e.*, e.before::text as before_text, e.after::text as after_text
                          from audit_seals s join audit_entries e on e.id = s.entry_id
                         where s.tenant_id = ? order by s.position""",
                        tenant);
                var rows = statement.executeQuery()) {
            var chain = new ArrayList<Forged>();
            while (rows.next()) {
                chain.add(new Forged(rows.getLong("position"), entry(rows)));
            }
            return chain;
        }
    }

    /** Computes the chain of these entries as the sealer would have done, and stores it in place of the real one. */
    void sealAgain(List<TrailEntry> entries) throws SQLException {
        owner.setAutoCommit(false);
        run("delete from audit_seals where tenant_id = ?", tenant);
        var head = TrailEntry.genesis();
        try (var insert = owner.prepareStatement(
                "insert into audit_seals (tenant_id, position, entry_id, hash) values (?, ?, ?, ?)")) {
            for (int i = 0; i < entries.size(); i++) {
                head = entries.get(i).sealedAfter(head);
                insert.setString(1, tenant);
                insert.setLong(2, i + 1L);
                insert.setObject(3, entries.get(i).id());
                insert.setBytes(4, head);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        owner.commit();
        owner.setAutoCommit(true);
    }

    /** A copy of an entry with an id of its own; it asks for a seal like every entry. */
    UUID forge(UUID like, String recordedAt) throws SQLException {
        var id = UUID.randomUUID();
        run(
                """
                insert into audit_entries (id, tenant_id, entity, entity_id, action, actor, reason, before, after,
                                           occurred_at, recorded_at, correlation_id)
                select ?, tenant_id, entity, entity_id, action, 'mallory', reason, before, after, occurred_at,
                       %s, correlation_id
                  from audit_entries where id = ?"""
                        .formatted(recordedAt),
                id,
                like);
        return id;
    }

    /** The same, and the sealer never hears of it. */
    UUID forgePastTheSealer(UUID like, String recordedAt) throws SQLException {
        owner.setAutoCommit(false);
        var id = forge(like, recordedAt);
        run("delete from audit_unsealed where entry_id = ?", id);
        owner.commit();
        owner.setAutoCommit(true);
        return id;
    }

    private PreparedStatement prepare(String sql, Object... parameters) throws SQLException {
        var statement = owner.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }

    private static TrailEntry entry(ResultSet row) throws SQLException {
        return new TrailEntry(
                row.getObject("id", UUID.class),
                row.getString("tenant_id"),
                row.getString("entity"),
                row.getObject("entity_id", UUID.class),
                row.getString("action"),
                row.getString("actor"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("before_text")),
                Optional.ofNullable(row.getString("after_text")),
                row.getObject("occurred_at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                row.getString("correlation_id"));
    }

    @Override
    public void close() throws SQLException {
        owner.close();
    }

    /** An entry and its place in the chain. */
    record Forged(long position, TrailEntry entry) {}
}
