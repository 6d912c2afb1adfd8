package io.receivables.chassis.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.telemetry.TraceParent;
import io.receivables.chassis.tx.Cause;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.tx.TransientFailures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Receives events exactly once in effect: each event id is recorded in the handler's own transaction, events of an
 * aggregate are applied in the order of their sequence, a gap or a poison event parks its aggregate and nothing else.
 * While the database is away it waits and tries again; it never skips.
 */
@ApplicationScoped
public class Inbox {
    private static final Logger LOG = Logger.getLogger(Inbox.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);
    private static final Duration LAST_RETRY = Duration.ofSeconds(5);

    private final Transactions transactions;
    private final InboxStore store;
    private final Tracer tracer;
    private final MeterRegistry metrics;

    Inbox(Transactions transactions, InboxStore store, OpenTelemetry telemetry, MeterRegistry metrics) {
        this.transactions = transactions;
        this.store = store;
        this.tracer = telemetry.getTracer("io.receivables.chassis");
        this.metrics = metrics;
    }

    /** Applies a batch; completes when all of it is committed, so that the offset may be committed too. */
    public Uni<Void> receive(ConsumerRecords<String, byte[]> batch, EventHandler handler) {
        Map<String, List<ReceivedEvent>> byTenant = new LinkedHashMap<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> record : batch) {
            try {
                var event = CloudEventHeaders.read(record, handler.consumer());
                byTenant.computeIfAbsent(event.tenant(), t -> new ArrayList<>()).add(event);
            } catch (IllegalArgumentException e) {
                unreadable.add(new Unreadable(record, e.getMessage()));
            }
        }
        return Multi.createFrom()
                .iterable(byTenant.entrySet())
                .onItem()
                .transformToUniAndConcatenate(entry -> applyTenant(handler, entry.getKey(), entry.getValue()))
                .collect()
                .last()
                .chain(() -> parkUnreadable(handler, unreadable));
    }

    private Uni<Void> applyTenant(EventHandler handler, String tenant, List<ReceivedEvent> events) {
        return insist(transactions.forTenant(tenant, handler.consumer(), tx -> applyInOrder(tx, handler, events)))
                .invoke(applied -> committed(handler, applied))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> isolate(handler, tenant, events, failure));
    }

    /** A batch that fails for good is applied event by event, so that only the culprit is parked. */
    private Uni<Void> isolate(EventHandler handler, String tenant, List<ReceivedEvent> events, Throwable failure) {
        if (events.size() == 1) {
            var poison = events.get(0);
            LOG.errorf(failure, "%s parks %s of %s", handler.consumer(), poison.type(), poison.subject());
            return insist(transactions.forTenant(
                    tenant, handler.consumer(), tx -> store.parkPoison(tx, handler.consumer(), poison, failure)));
        }
        return Multi.createFrom()
                .iterable(events)
                .onItem()
                .transformToUniAndConcatenate(event -> applyTenant(handler, tenant, List.of(event)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<List<ReceivedEvent>> applyInOrder(PgTx tx, EventHandler handler, List<ReceivedEvent> events) {
        return store.plan(tx, handler.consumer(), events).chain(plan -> applyTraced(tx, handler, plan.toApply())
                .chain(() -> store.record(tx, handler.consumer(), plan))
                .chain(() -> store.unparkFollowers(tx, handler, plan.unblocked()))
                .replaceWith(plan.toApply()));
    }

    private Uni<Void> applyTraced(PgTx tx, EventHandler handler, List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var spans = new ArrayList<Span>(events.size());
        var traced = new ArrayList<ReceivedEvent>(events.size());
        for (var event : events) {
            var span = tracer.spanBuilder(handler.consumer() + " process " + event.type())
                    .setParent(TraceParent.toContext(event.cause().traceParent()))
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.destination.name", event.origin().topic())
                    .setAttribute("receivables.tenant", event.tenant())
                    .setAttribute("receivables.aggregate", event.subject().toString())
                    .startSpan();
            spans.add(span);
            var cause = event.cause();
            traced.add(event.withCause(
                    new Cause(cause.actor(), cause.correlationId(), cause.causationId(), TraceParent.of(span))));
        }
        return Uni.createFrom()
                .deferred(() -> handler.applyAll(tx, traced))
                .invoke(() -> Failpoint.reach("consumer.after-effect"))
                .onTermination()
                .invoke(() -> spans.forEach(Span::end));
    }

    private void committed(EventHandler handler, List<ReceivedEvent> applied) {
        Failpoint.reach("consumer.after-commit");
        metrics.counter("receivables.inbox.applied", "consumer", handler.consumer())
                .increment(applied.size());
        if (!applied.isEmpty()) {
            handler.afterCommit(applied);
        }
    }

    private Uni<Void> parkUnreadable(EventHandler handler, List<Unreadable> unreadable) {
        return Multi.createFrom()
                .iterable(unreadable)
                .onItem()
                .transformToUniAndConcatenate(u -> insist(transactions.forTenant(
                        CloudEventHeaders.tenant(u.record()).orElse(Transactions.ALL_TENANTS),
                        handler.consumer(),
                        tx -> store.parkUnreadable(tx, handler.consumer(), u.record(), u.reason()))))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private static <T> Uni<T> insist(Uni<T> work) {
        return work.onFailure(TransientFailures::isUnavailable)
                .invoke(failure -> LOG.warnf("Receiving events waits: %s", failure.toString()))
                .onFailure(TransientFailures::isUnavailable)
                .retry()
                .withBackOff(FIRST_RETRY, LAST_RETRY)
                .indefinitely();
    }

    private record Unreadable(ConsumerRecord<String, byte[]> record, String reason) {}
}
