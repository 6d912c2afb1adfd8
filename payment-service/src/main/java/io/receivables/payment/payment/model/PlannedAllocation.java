package io.receivables.payment.payment.model;

import io.receivables.chassis.money.Money;
import io.receivables.payment.events.AllocationRule;
import java.util.UUID;

/** A part of a payment that is to settle a part of an invoice, with the reason in words. */
public record PlannedAllocation(
        UUID invoiceId, String invoiceNumber, Money amount, AllocationRule rule, String explanation) {}
