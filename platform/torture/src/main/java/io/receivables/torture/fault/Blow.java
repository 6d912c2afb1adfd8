package io.receivables.torture.fault;

import java.util.Optional;

/**
 * A fault that was injected.
 *
 * @param name what was done to whom
 * @param kind what was done
 * @param recoverySeconds from the end of the cause until every service said that it was ready
 * @param failure why it did not come back, or never happened
 */
public record Blow(String kind, String name, double recoverySeconds, Optional<String> failure) {}
