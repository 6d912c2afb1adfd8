package io.receivables.payment.openitem.model;

import io.receivables.chassis.money.Money;
import java.util.UUID;

/**
 * The oldest debts of a customer in one currency, as many as it takes to reach an amount: a payment costs the same whether its payer owes ten
 * invoices or ten thousand.
 */
public record OldestDebts(UUID customerId, Money upTo) {

    /** As many more, because others may take so much of them before. */
    public OldestDebts beyond(Money taken) {
        return new OldestDebts(customerId, upTo.plus(taken));
    }
}
