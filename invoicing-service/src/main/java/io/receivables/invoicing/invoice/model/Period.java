package io.receivables.invoicing.invoice.model;

import java.time.LocalDate;

/** The days, both included, in which the goods or services of a line were supplied. */
public record Period(LocalDate from, LocalDate to) {}
