package io.receivables.chassis.events.freshness;

import java.time.Instant;

/**
 * How far a partition has been read into the figures.
 *
 * @param recordedAt when the broker got the last event that was read
 */
public record ReadPosition(long next, Instant recordedAt) {}
