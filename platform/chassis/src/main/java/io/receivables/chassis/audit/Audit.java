package io.receivables.chassis.audit;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Tx;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

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
            insert into audit_entries (id, tenant_id, entity, entity_id, action, actor, reason, before, after, occurred_at,
                                       correlation_id)
            select e.id, $1, e.entity, e.entity_id, e.action, e.actor, e.reason, e.before::jsonb, e.after::jsonb, $2,
                   e.correlation_id
              from unnest($3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                          $11::text[])
                   as e (id, entity, entity_id, action, actor, reason, before, after, correlation_id)""";

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
        return appendAll(
                tx,
                changes.stream()
                        .map(change -> new Entry(tx.cause(), entity, action, Optional.empty(), change))
                        .toList());
    }

    /** Many changes in one statement, each with its own cause. */
    public Uni<Void> appendAll(PgTx tx, List<Entry> entries) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.execute(
                        INSERT_ALL,
                        tx.tenant(),
                        tx.now(),
                        entries.stream().map(entry -> Ids.next()).toArray(UUID[]::new),
                        texts(entries, Entry::entity),
                        entries.stream().map(entry -> entry.change().id()).toArray(UUID[]::new),
                        texts(entries, Entry::action),
                        texts(entries, entry -> entry.cause().actor()),
                        texts(entries, entry -> entry.reason().orElse(null)),
                        texts(
                                entries,
                                entry -> entry.change().before().map(Json::text).orElse(null)),
                        texts(
                                entries,
                                entry -> entry.change().after().map(Json::text).orElse(null)),
                        texts(entries, entry -> entry.cause().correlationId()))
                .replaceWithVoid();
    }

    private static String[] texts(List<Entry> entries, Function<Entry, String> value) {
        return entries.stream().map(value).toArray(String[]::new);
    }

    /** One of many changes; {@code before} is absent for something new, {@code after} for something removed. */
    public record Change(UUID id, Optional<Object> before, Optional<Object> after) {}

    /** A change with what is said of it; see {@link #append} for the meaning of each part. */
    public record Entry(Cause cause, String entity, String action, Optional<String> reason, Change change) {}
}
