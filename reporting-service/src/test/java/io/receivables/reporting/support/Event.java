package io.receivables.reporting.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;

/** An event as its owner would publish it. */
public record Event(String type, String topic, UUID subject, long sequence, Instant time, ObjectNode data) {}
