package io.receivables.local.demo.data;

/** A correction by a clerk: the allocation of a payment is undone and, if so planned, made again by hand. */
public record PlannedUndo(String payment, String invoice, int week, boolean allocatedAgain) {}
