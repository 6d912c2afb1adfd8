package io.receivables.chassis.audit;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Writes who changed what, when and why, in the transaction of the change. */
@ApplicationScoped
public class Audit {
    private static final String INSERT =
            """
            insert into audit_entries (id, tenant_id, entity, entity_id, action, actor, reason, before, after,
                                       occurred_at, correlation_id)
            values ($1, $2, $3, $4, $5, $6, cast($7 as text), cast(cast($8 as text) as jsonb),
                    cast(cast($9 as text) as jsonb), $10, $11)""";

    private static final String INSERT_ALL =
            """
            insert into audit_entries (id, tenant_id, entity, entity_id, action, actor, before, after, occurred_at,
                                       correlation_id)
            select e.id, $1, $2, e.entity_id, $3, $4, e.before::jsonb, e.after::jsonb, $5, $6
              from unnest($7::uuid[], $8::uuid[], $9::text[], $10::text[]) as e (id, entity_id, before, after)""";

    /**
     * @param entity kebab-case noun of the thing changed, for example {@code payment}
     * @param action what was done, in capitals, for example {@code REVERSE}
     * @param reason given by a person, or null
     * @param before state before, or null when it did not exist
     * @param after state after, or null when it no longer exists
     */
    public Uni<Void> append(Tx tx, String entity, UUID id, String action, String reason, Object before, Object after) {
        return tx.execute(
                        INSERT,
                        Ids.next(),
                        tx.tenant(),
                        entity,
                        id,
                        action,
                        tx.cause().actor(),
                        reason,
                        before == null ? null : Json.text(before),
                        after == null ? null : Json.text(after),
                        tx.now(),
                        tx.cause().correlationId())
                .replaceWithVoid();
    }

    /** Many changes of one kind in one statement, for imports and other bulk work. */
    public Uni<Void> appendAll(PgTx tx, String entity, String action, List<Change> changes) {
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.execute(
                        INSERT_ALL,
                        tx.tenant(),
                        entity,
                        action,
                        tx.cause().actor(),
                        tx.now(),
                        tx.cause().correlationId(),
                        changes.stream().map(change -> Ids.next()).toArray(UUID[]::new),
                        changes.stream().map(Change::id).toArray(UUID[]::new),
                        changes.stream()
                                .map(change -> change.before().map(Json::text).orElse(null))
                                .toArray(String[]::new),
                        changes.stream()
                                .map(change -> change.after().map(Json::text).orElse(null))
                                .toArray(String[]::new))
                .replaceWithVoid();
    }

    /** One of many changes; {@code before} is absent for something new, {@code after} for something removed. */
    public record Change(UUID id, Optional<Object> before, Optional<Object> after) {}
}
