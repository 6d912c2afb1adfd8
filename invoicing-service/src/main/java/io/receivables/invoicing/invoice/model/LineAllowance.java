package io.receivables.invoicing.invoice.model;

/** A discount on one line, with the reason BR-42 asks for. */
public record LineAllowance(Reduction reduction, String reason) {}
