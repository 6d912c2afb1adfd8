package io.receivables.dunning.policy.store;

import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.PolicyVersions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stores policy versions, which never change once written. */
@ApplicationScoped
public class PolicyRepository {

    private static final String ALL =
            "select definition::text as definition from policies where tenant_id = $1 order by version";
    private static final String INSERT =
            """
            insert into policies (tenant_id, version, effective_from, definition, created_at, created_by)
            values ($1, $2, $3, $4::text::jsonb, $5, $6)""";

    /** Every version of the tenant. */
    public Uni<PolicyVersions> versions(PgTx tx) {
        return tx.query(ALL, tx.tenant()).map(rows -> {
            List<DunningPolicy> stored = new ArrayList<>();
            for (Row row : rows) {
                stored.add(read(row.getString("definition")));
            }
            return new PolicyVersions(stored);
        });
    }

    /** Serialises writers of one tenant's policy until the end of the transaction. */
    public Uni<Void> lock(PgTx tx) {
        return tx.query("select pg_advisory_xact_lock(hashtextextended('dunning-policy:' || $1, 0))", tx.tenant())
                .replaceWithVoid();
    }

    /** Stores a new version. */
    public Uni<Void> insert(PgTx tx, DunningPolicy policy) {
        return tx.query(
                        INSERT,
                        tx.tenant(),
                        policy.version(),
                        policy.effectiveFrom(),
                        Json.text(policy),
                        tx.now(),
                        tx.cause().actor())
                .replaceWithVoid();
    }

    private static DunningPolicy read(String definition) {
        try {
            return Json.read(definition.getBytes(StandardCharsets.UTF_8), DunningPolicy.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
