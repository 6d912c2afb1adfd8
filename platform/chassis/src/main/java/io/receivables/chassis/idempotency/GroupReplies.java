package io.receivables.chassis.idempotency;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Keys and replies of many commands at a time. */
final class GroupReplies {
    private static final String FIND =
            """
            select key, operation, encode(request_hash, 'hex') as hash, status, location, etag, body
              from idempotency_keys where tenant_id = $1 and key = any($2::text[])""";
    /** A key that somebody else has used meanwhile is an error, which undoes the transaction. */
    private static final String STORE =
            """
            insert into idempotency_keys (tenant_id, key, operation, request_hash, status, location, etag, body)
            select $1, r.key, r.operation, decode(r.hash, 'hex'), r.status, r.location, r.etag, r.body
              from unnest($2::text[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[])
                   as r (key, operation, hash, status, location, etag, body)
             order by r.key""";

    private GroupReplies() {}

    /** A command and its reply. */
    record Settled(Claim claim, Reply reply) {}

    /** What is stored under the keys of the claims, by key. */
    static Uni<Map<String, Row>> find(PgTx tx, List<Claim> claims) {
        return tx.query(FIND, tx.tenant(), claims.stream().map(Claim::key).toArray(String[]::new))
                .map(rows -> {
                    var found = new HashMap<String, Row>();
                    rows.forEach(row -> found.put(row.getString("key"), row));
                    return found;
                });
    }

    /** The stored reply; a key that was used for something else is refused. */
    static Reply replay(Claim claim, Row row) {
        claim.requireSame(row.getString("operation"), row.getString("hash"));
        return new Reply(
                row.getShort("status"),
                Optional.ofNullable(row.getString("location")),
                Optional.ofNullable(row.getString("etag")),
                row.getString("body"));
    }

    static Uni<Void> store(PgTx tx, List<Settled> settled) {
        if (settled.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return tx.execute(
                        STORE,
                        tx.tenant(),
                        texts(settled, s -> s.claim().key()),
                        texts(settled, s -> s.claim().operation()),
                        texts(settled, s -> s.claim().hash()),
                        settled.stream().map(s -> (short) s.reply().status()).toArray(Short[]::new),
                        texts(settled, s -> s.reply().location().orElse(null)),
                        texts(settled, s -> s.reply().etag().orElse(null)),
                        texts(settled, s -> s.reply().body()))
                .replaceWithVoid();
    }

    private static String[] texts(List<Settled> settled, Function<Settled, String> value) {
        return settled.stream().map(value).toArray(String[]::new);
    }
}
