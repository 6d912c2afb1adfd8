package io.receivables.chassis.events.freshness;

import java.time.Instant;
import java.util.Map;

/**
 * Where the broker said that the topics end.
 *
 * @param next the offset that the next event of each partition will get
 * @param checkedAt taken before the broker was asked
 */
public record LogEnd(Map<TopicPosition, Long> next, Instant checkedAt) {}
