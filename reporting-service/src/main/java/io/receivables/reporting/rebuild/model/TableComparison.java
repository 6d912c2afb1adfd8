package io.receivables.reporting.rebuild.model;

/**
 * A table as it was and as the topics say it should be.
 *
 * @param checksumBefore MD5 over all rows in the order of their key
 */
public record TableComparison(
        String table, long rowsBefore, long rowsAfter, String checksumBefore, String checksumAfter, boolean equal) {}
