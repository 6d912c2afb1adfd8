package io.receivables.customer.tenant;

import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.auth.Caller;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.rest.ETags;
import io.receivables.chassis.tenant.TenantClocks;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.customer.events.CustomerEvent;
import io.receivables.customer.events.TenantClockMoved;
import io.receivables.customer.events.TenantRegistered;
import io.receivables.customer.events.Topics;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Registers tenants and moves the clocks of sandboxes; the other services follow by the events. */
@ApplicationScoped
class TenantService {
    private final Transactions transactions;
    private final TenantRepository tenants;
    private final TenantClocks clocks;
    private final Outbox outbox;
    private final Audit audit;

    TenantService(
            Transactions transactions, TenantRepository tenants, TenantClocks clocks, Outbox outbox, Audit audit) {
        this.transactions = transactions;
        this.tenants = tenants;
        this.clocks = clocks;
        this.outbox = outbox;
        this.audit = audit;
    }

    Uni<Tenant> get(Caller caller) {
        return transactions
                .inTenant(caller, tenants::find)
                .map(found -> found.orElseThrow(() -> Problem.notFound("The registration of the tenant")));
    }

    /** Registers the caller's tenant or renames it; the same settings again change nothing. */
    Uni<Put> put(Caller caller, TenantSettings settings, String ifMatch) {
        return transactions.inTenant(caller, tx -> tenants.lock(tx)
                .chain(found -> found.isPresent()
                        ? rename(tx, found.get(), settings, ifMatch)
                        : register(tx, settings, ifMatch)));
    }

    private Uni<Put> register(PgTx tx, TenantSettings settings, String ifMatch) {
        var tenant = Tenant.register(tx.tenant(), settings);
        return requireUnused(tx, settings)
                .chain(() -> tenants.insert(tx, tenant))
                .chain(isNew -> isNew
                        ? publish(tx, tenant, registered(tenant))
                                .chain(() -> audit(tx, tenant, "REGISTER", Optional.empty()))
                                .replaceWith(new Put(tenant, true))
                        : tenants.lock(tx).chain(found -> rename(tx, found.orElseThrow(), settings, ifMatch)));
    }

    /** A tenant with customers has done business as a production tenant; it cannot become a sandbox. */
    private Uni<Void> requireUnused(PgTx tx, TenantSettings settings) {
        return settings.sandbox()
                ? tenants.hasCustomers(tx).invoke(Tenant::requireUnused).replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<Put> rename(PgTx tx, Tenant before, TenantSettings settings, String ifMatch) {
        before.requireSameNature(settings);
        if (before.name().equals(settings.name())) {
            return Uni.createFrom().item(new Put(before, false));
        }
        ETags.check(ifMatch, before.version());
        var after = before.renamed(settings.name());
        return tenants.update(tx, after)
                .chain(() -> publish(tx, after, registered(after)))
                .chain(() -> audit(tx, after, "RENAME", Optional.of(before)))
                .replaceWith(new Put(after, false));
    }

    /** Moves the clock of the caller's sandbox tenant forward. */
    Uni<Tenant> advanceClock(Caller caller, Instant to) {
        return transactions.inTenant(caller, tx -> tenants.lock(tx).chain(found -> {
            Tenant.requireSandbox(found.map(Tenant::sandbox).orElse(false));
            var before = found.orElseThrow();
            var after = before.movedTo(to, tx.now());
            if (after.equals(before)) {
                return Uni.createFrom().item(before);
            }
            var previous = before.clock().orElse(tx.now());
            return tenants.update(tx, after)
                    .chain(() -> publish(tx, after, new TenantClockMoved(tx.tenant(), previous, to)))
                    .chain(() -> audit(tx, after, "ADVANCE_CLOCK", Optional.of(before)))
                    .replaceWith(after);
        }));
    }

    /** Publishes, and lets this service know the clock at once: who moved it here must find it moved here. */
    private Uni<Void> publish(PgTx tx, Tenant tenant, CustomerEvent event) {
        return outbox.append(
                        tx,
                        Topics.TENANTS,
                        new OutboxEvent(event.type(), tenant.aggregateId(), tenant.sequence(), event))
                .chain(() -> clocks.save(tx, tenant.sandbox(), tenant.clock()));
    }

    private Uni<Void> audit(PgTx tx, Tenant after, String action, Optional<Tenant> before) {
        return audit.append(
                tx,
                "tenant",
                after.aggregateId(),
                action,
                null,
                before.map(TenantResponse::of).orElse(null),
                TenantResponse.of(after));
    }

    private static TenantRegistered registered(Tenant tenant) {
        return new TenantRegistered(tenant.tenant(), tenant.name(), tenant.sandbox(), tenant.clock());
    }

    /** Outcome of putting settings: the tenant, and whether it is new. */
    record Put(Tenant tenant, boolean isNew) {}
}
