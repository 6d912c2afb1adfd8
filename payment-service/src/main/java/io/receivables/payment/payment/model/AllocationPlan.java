package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import java.util.List;

/**
 * Where a payment goes.
 *
 * @param explanation in words, also why something is left over
 */
public record AllocationPlan(List<PlannedAllocation> allocations, Money unapplied, String explanation) {}
