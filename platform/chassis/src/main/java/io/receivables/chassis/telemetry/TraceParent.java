package io.receivables.chassis.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes and reads the W3C {@code traceparent} header. */
public final class TraceParent {
    private static final Pattern FORM = Pattern.compile("00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})");

    private TraceParent() {}

    /** The trace of the work in hand, if there is one. */
    public static Optional<String> current() {
        return of(Span.current());
    }

    public static Optional<String> of(Span span) {
        var context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** Whether a header value has the form of the standard; anything else is not passed on. */
    public static boolean isValid(String header) {
        return FORM.matcher(header).matches();
    }

    /** A context whose current span is the remote one that the header names; the root context when it is unreadable. */
    public static Context toContext(Optional<String> header) {
        return header.map(FORM::matcher)
                .filter(java.util.regex.Matcher::matches)
                .map(m -> Context.root()
                        .with(Span.wrap(SpanContext.createFromRemoteParent(
                                m.group(1), m.group(2), TraceFlags.fromHex(m.group(3), 0), TraceState.getDefault()))))
                .orElse(Context.root());
    }
}
