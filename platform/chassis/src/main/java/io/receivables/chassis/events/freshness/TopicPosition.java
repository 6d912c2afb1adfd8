package io.receivables.chassis.events.freshness;

/** One partition of one topic. */
public record TopicPosition(String topic, int partition) {}
