package io.receivables.chassis.auditchain;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.UUID;

/**
 * An audit entry with all its fields, and what a seal says about it. The canonical form is documented in
 * docs/audit-trail.md, so that anybody can verify a trail; it can never change for entries that are sealed.
 *
 * @param before JSON text of any formatting
 * @param after JSON text of any formatting
 */
record TrailEntry(
        UUID id,
        String tenant,
        String entity,
        UUID entityId,
        String action,
        String actor,
        Optional<String> reason,
        Optional<String> before,
        Optional<String> after,
        Instant occurredAt,
        Instant recordedAt,
        String correlationId) {
    /** Columns of {@link #of(Row)} for a table with the alias e. */
    static final String COLUMNS =
            """
            e.id, e.tenant_id, e.entity, e.entity_id, e.action, e.actor, e.reason, e.before::text as before,
            e.after::text as after, e.occurred_at, e.recorded_at, e.correlation_id""";

    /** What stands before the first entry: 32 zero bytes. */
    private static final int HASH_LENGTH = 32;

    /** Always six decimals, the precision of the database. */
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    static TrailEntry of(Row row) {
        return new TrailEntry(
                row.getUUID("id"),
                row.getString("tenant_id"),
                row.getString("entity"),
                row.getUUID("entity_id"),
                row.getString("action"),
                row.getString("actor"),
                Optional.ofNullable(row.getString("reason")),
                Optional.ofNullable(row.getString("before")),
                Optional.ofNullable(row.getString("after")),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getString("correlation_id"));
    }

    /** The hash before the first entry of a chain. */
    static byte[] genesis() {
        return new byte[HASH_LENGTH];
    }

    /** The seal of this entry behind a chain that ends with the given hash. */
    byte[] sealedAfter(byte[] previous) {
        var digest = sha256();
        digest.update(previous);
        return digest.digest(canonical());
    }

    /** The bytes that are sealed. */
    byte[] canonical() {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("id", id.toString());
        json.put("tenant", tenant);
        json.put("entity", entity);
        json.put("entityId", entityId.toString());
        json.put("action", action);
        json.put("actor", actor);
        reason.ifPresent(text -> json.put("reason", text));
        before.ifPresent(state -> json.set("before", CanonicalJson.parse(state)));
        after.ifPresent(state -> json.set("after", CanonicalJson.parse(state)));
        json.put("occurredAt", INSTANT.format(occurredAt));
        json.put("recordedAt", INSTANT.format(recordedAt));
        json.put("correlationId", correlationId);
        return CanonicalJson.text(json).getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }
}
