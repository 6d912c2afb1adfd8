package io.receivables.reporting.freshness.model;

/** One partition of one topic. */
public record TopicPosition(String topic, int partition) {}
