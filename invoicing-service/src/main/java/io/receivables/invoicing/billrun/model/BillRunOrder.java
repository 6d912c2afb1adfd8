package io.receivables.invoicing.billrun.model;

/**
 * What somebody wants done with a file.
 *
 * @param fileHash SHA-256 of the file, in hexadecimal digits
 * @param dryRun validate everything and issue nothing
 * @param allowRepeat take the file although its content was sent before
 */
public record BillRunOrder(String fileHash, boolean dryRun, OnError onError, boolean allowRepeat) {}
