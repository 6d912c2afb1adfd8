package io.receivables.payment.payment;

import io.receivables.payment.payment.model.Allocation;
import io.receivables.payment.payment.model.Payment;
import java.util.List;

/** A payment together with its allocations, as a reader sees it. */
public record Settlement(Payment payment, List<Allocation> allocations) {}
