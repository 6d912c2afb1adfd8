package io.receivables.payment.statement.model;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.problem.Problem;
import io.receivables.payment.PaymentProblem;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.Optional;

/** Adds up the booked entries of a statement and checks them against its balances. */
public final class StatementTotals {
    /** Largest sum of one direction: what the database can keep, with room for the balances. */
    private static final BigDecimal LIMIT = Money.LIMIT.movePointRight(3);

    private final Currency currency;
    private Money credits;
    private Money debits;
    private int entries;
    private int duplicates;
    private int payments;
    private int otherCurrency;

    public StatementTotals(Currency currency) {
        this.currency = currency;
        this.credits = Money.zero(currency);
        this.debits = Money.zero(currency);
    }

    /** What the check of the balances says; a miss is reported, never repaired. */
    public record Balance(boolean balanced, Optional<Money> difference, String note) {}

    public void add(StatementEntry entry) {
        entries++;
        if (!entry.booked()) {
            return;
        }
        if (!entry.amount().currency().equals(currency)) {
            otherCurrency++;
        } else if (entry.direction() == Direction.CREDIT) {
            credits = limited(credits.plus(entry.amount()));
        } else {
            debits = limited(debits.plus(entry.amount()));
        }
    }

    private static Money limited(Money sum) {
        if (sum.amount().compareTo(LIMIT) > 0) {
            throw Problem.of(
                    PaymentProblem.STATEMENT_INVALID,
                    "The entries of a statement add up to more than " + LIMIT.toPlainString() + ".");
        }
        return sum;
    }

    public void addDuplicates(int count) {
        duplicates += count;
    }

    public void addPayments(int count) {
        payments += count;
    }

    public int entries() {
        return entries;
    }

    public int duplicates() {
        return duplicates;
    }

    public int payments() {
        return payments;
    }

    public Money credits() {
        return credits;
    }

    public Money debits() {
        return debits;
    }

    /** Opening balance + credits - debits = closing balance. */
    public Balance check(StatementEnd end) {
        if (end.opening().isEmpty() || end.closing().isEmpty()) {
            return new Balance(false, Optional.empty(), "the statement has no opening or no closing balance");
        }
        var opening = end.opening().get();
        var closing = end.closing().get();
        if (otherCurrency > 0
                || !opening.currency().equals(currency)
                || !closing.currency().equals(currency)) {
            return new Balance(false, Optional.empty(), "balances and entries are in different currencies");
        }
        var difference = closing.minus(opening.plus(credits).minus(debits));
        return difference.isZero()
                ? new Balance(true, Optional.of(difference), "")
                : new Balance(false, Optional.of(difference), "closing balance differs by " + difference);
    }
}
