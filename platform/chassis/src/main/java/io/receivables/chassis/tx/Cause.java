package io.receivables.chassis.tx;

import java.util.Optional;

/**
 * Why a transaction happens: who acts, the chain of events it belongs to and the trace it continues.
 *
 * @param actor token subject, or the name of a job or consumer
 * @param causationId id of the event or request that led here
 * @param traceParent W3C traceparent header value
 */
public record Cause(String actor, String correlationId, String causationId, Optional<String> traceParent) {}
