package io.receivables.dunning.dunningcase.model;

import io.receivables.chassis.money.Money;

/**
 * Copy of what is still owed, with the version of the open item it was taken from; the owner is payment-service.
 *
 * @param creditedInFull a full credit note was issued: nothing will ever be owed again, whatever payments do
 */
public record Balance(Money open, Money credited, long version, boolean creditedInFull) {

    /** The version with which an open item begins. */
    private static final long FIRST = 1;

    /** Before the first word of payment-service: the whole amount of the invoice, which is what its first version says. */
    public static Balance ofInvoice(Money total) {
        return new Balance(total, Money.zero(total.currency()), FIRST, false);
    }

    /** Whether there is nothing to ask for. */
    public boolean settled() {
        return creditedInFull || !open.isPositive();
    }

    /** A settled balance was credited if credit notes cover the invoice, else it was paid. */
    public CloseReason reason(Money total) {
        return creditedInFull || credited.compareTo(total) >= 0 ? CloseReason.CREDITED : CloseReason.PAID;
    }

    /** Whether the other one says nothing that this one does not, at the same version. */
    boolean says(Balance other) {
        return version == other.version && open.compareTo(other.open) == 0 && credited.compareTo(other.credited) == 0;
    }

    Balance withCreditedInFull() {
        return new Balance(open, credited, version, true);
    }
}
