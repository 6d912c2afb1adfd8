package io.receivables.reporting.rebuild.model;

/**
 * A table as it was and as the topics say it should be.
 *
 * @param checksumBefore made of two hashes of 64 bits of each row, whatever their order
 */
public record TableComparison(
        String table, long rowsBefore, long rowsAfter, String checksumBefore, String checksumAfter, boolean equal) {}
