package io.receivables.customer.tenant;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Stores tenants: the one row of the transaction's tenant. */
@ApplicationScoped
class TenantRepository {
    private static final String FIND =
            """
            select tenant_id, name, sandbox, initial_clock, clock, version, sequence
              from tenants where tenant_id = $1""";
    private static final String LOCK = FIND + " for update";
    private static final String INSERT =
            """
            insert into tenants (tenant_id, name, sandbox, initial_clock, clock, version, sequence, registered_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing""";
    private static final String UPDATE =
            "update tenants set name = $2, clock = $3, version = $4, sequence = $5 where tenant_id = $1";

    Uni<Optional<Tenant>> find(PgTx tx) {
        return first(tx, FIND);
    }

    Uni<Optional<Tenant>> lock(PgTx tx) {
        return first(tx, LOCK);
    }

    /** Whether the tenant is new; false when it was registered meanwhile. */
    Uni<Boolean> insert(PgTx tx, Tenant tenant) {
        return tx.execute(
                        INSERT,
                        tenant.tenant(),
                        tenant.name(),
                        tenant.sandbox(),
                        tenant.initialClock().orElse(null),
                        tenant.clock().orElse(null),
                        tenant.version(),
                        tenant.sequence(),
                        tx.now())
                .map(rows -> rows == 1);
    }

    Uni<Void> update(PgTx tx, Tenant tenant) {
        return tx.execute(
                        UPDATE,
                        tenant.tenant(),
                        tenant.name(),
                        tenant.clock().orElse(null),
                        tenant.version(),
                        tenant.sequence())
                .replaceWithVoid();
    }

    Uni<Boolean> hasCustomers(PgTx tx) {
        return tx.query("select exists (select 1 from customers where tenant_id = $1)", tx.tenant())
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static Uni<Optional<Tenant>> first(PgTx tx, String sql) {
        return tx.query(sql, tx.tenant()).map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .map(TenantRepository::read)
                .findFirst());
    }

    private static Tenant read(Row row) {
        return new Tenant(
                row.getString("tenant_id"),
                row.getString("name"),
                row.getBoolean("sandbox"),
                instant(row, "initial_clock"),
                instant(row, "clock"),
                row.getLong("version"),
                row.getLong("sequence"));
    }

    private static Optional<Instant> instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(time -> time.toInstant());
    }
}
