package io.receivables.chassis.events.freshness;

/**
 * What one incoming channel of this service reads.
 *
 * @param group the consumer group that all instances share
 */
record Feed(String topic, String group) {}
