package io.receivables.chassis.tenant;

import io.receivables.chassis.events.EventHandler;
import io.receivables.chassis.events.Inbox;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * What time it is for a tenant. A sandbox tenant's clock stands still at the instant it was last moved to; everybody
 * else follows the system clock. Every service keeps its own copy, fed by the tenant topic.
 */
@ApplicationScoped
public class TenantClocks implements EventHandler {
    private static final String SAVE =
            """
            insert into tenant_clocks (tenant_id, sandbox, now) values ($1, $2, $3)
            on conflict (tenant_id) do update
               set sandbox = excluded.sandbox, now = greatest(tenant_clocks.now, excluded.now)""";

    private final Transactions transactions;
    private final Inbox inbox;
    private final Event<TenantClockMoved> moved;
    private final String consumer;

    TenantClocks(
            Transactions transactions,
            Inbox inbox,
            Event<TenantClockMoved> moved,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.transactions = transactions;
        this.inbox = inbox;
        this.moved = moved;
        this.consumer = service.replace("-service", "") + ".tenants";
    }

    /** The tenant's time now; inside a transaction use {@link PgTx#now()}. */
    public Uni<Instant> now(String tenant) {
        return transactions.forTenant(tenant, consumer, tx -> Uni.createFrom().item(tx.now()));
    }

    /** Every sandbox tenant with its clock, for jobs that sweep each on its own time. */
    public Uni<List<SandboxClock>> sandboxes() {
        return transactions.acrossTenants(consumer, tx -> tx.query(
                        "select tenant_id, now from tenant_clocks where sandbox and now is not null order by 1")
                .map(rows -> {
                    List<SandboxClock> clocks = new ArrayList<>();
                    rows.forEach(row -> clocks.add(new SandboxClock(
                            row.getString(0), row.getOffsetDateTime(1).toInstant())));
                    return clocks;
                }));
    }

    /** Saves what is known of a tenant's clock, in the transaction that learned it; never moves it back. */
    public Uni<Void> save(PgTx tx, boolean sandbox, Optional<Instant> now) {
        return tx.execute(SAVE, tx.tenant(), sandbox, now.orElse(null)).replaceWithVoid();
    }

    @Incoming("tenants")
    Uni<Void> consume(ConsumerRecords<String, byte[]> batch) {
        return inbox.receive(batch, this);
    }

    @Override
    public String consumer() {
        return consumer;
    }

    @Override
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        return switch (event.type()) {
            case "TenantRegistered.v1" -> {
                var registered = event.as(Registered.class);
                yield save(tx, registered.sandbox(), Optional.ofNullable(registered.clock()));
            }
            case "TenantClockMoved.v1" ->
                save(tx, true, Optional.of(event.as(Moved.class).clock()));
            default -> Uni.createFrom().voidItem();
        };
    }

    @Override
    public void afterCommit(List<ReceivedEvent> events) {
        for (var event : events) {
            if ("TenantClockMoved.v1".equals(event.type())) {
                moved.fireAsync(new TenantClockMoved(
                        event.tenant(), event.as(Moved.class).clock()));
            }
        }
    }

    /** A sandbox tenant and its time. */
    public record SandboxClock(String tenant, Instant now) {}

    private record Registered(boolean sandbox, Instant clock) {}

    private record Moved(Instant clock) {}
}
