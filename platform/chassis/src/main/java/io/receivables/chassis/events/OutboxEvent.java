package io.receivables.chassis.events;

import java.util.UUID;

/**
 * An event to publish.
 *
 * @param type name and version, for example {@code InvoiceIssued.v1}
 * @param sequence version of the aggregate, gap-free from 1
 * @param payload a record of the service's published language
 */
public record OutboxEvent(String type, UUID aggregateId, long sequence, Object payload) {}
