package io.receivables.invoicing.invoice.model;

import java.time.LocalDate;
import java.util.Optional;

/** Dates the caller asked for; what is absent follows from the day of issue and the customer's terms. */
public record Wishes(Optional<LocalDate> issueDate, Optional<LocalDate> dueDate, Optional<PaymentTerms> terms) {}
