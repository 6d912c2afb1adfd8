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
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Calls handlers the same way for events from a topic and from the parking lot: traced, counted, told of the commit. */
@ApplicationScoped
class HandlerCalls {
    private static final Logger LOG = Logger.getLogger(HandlerCalls.class);

    private final Tracer tracer;
    private final MeterRegistry metrics;

    HandlerCalls(OpenTelemetry telemetry, MeterRegistry metrics) {
        this.tracer = telemetry.getTracer("io.receivables.chassis");
        this.metrics = metrics;
    }

    Uni<Void> apply(PgTx tx, EventHandler handler, List<ReceivedEvent> events) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        var spans = new ArrayList<Span>(events.size());
        var traced = new ArrayList<ReceivedEvent>(events.size());
        for (var event : events) {
            var span = start(handler, event);
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

    private Span start(EventHandler handler, ReceivedEvent event) {
        return tracer.spanBuilder(handler.consumer() + " process " + event.type())
                .setParent(TraceParent.toContext(event.cause().traceParent()))
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", event.origin().topic())
                .setAttribute("receivables.tenant", event.tenant())
                .setAttribute("receivables.aggregate", event.subject().toString())
                .startSpan();
    }

    /** What happens here can no longer make the events fail: they are committed. */
    void committed(EventHandler handler, List<ReceivedEvent> applied) {
        Failpoint.reach("consumer.after-commit");
        if (applied.isEmpty()) {
            return;
        }
        metrics.counter("receivables.inbox.applied", "consumer", handler.consumer())
                .increment(applied.size());
        try {
            handler.afterCommit(applied);
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s failed after its commit", handler.consumer());
        }
    }
}
