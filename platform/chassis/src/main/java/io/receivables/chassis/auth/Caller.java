package io.receivables.chassis.auth;

import java.util.Set;

/**
 * Who makes a request, for which tenant.
 *
 * @param correlationId taken from the {@code X-Correlation-Id} header or made; travels through every event that follows
 */
public record Caller(String tenant, String subject, Set<String> roles, String correlationId) {}
