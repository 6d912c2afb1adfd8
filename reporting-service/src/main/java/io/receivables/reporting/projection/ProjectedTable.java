package io.receivables.reporting.projection;

/**
 * A table that can be derived again from a topic.
 *
 * @param key its primary key columns after the tenant, the order in which its content is compared
 */
public record ProjectedTable(String name, String key) {}
