package io.receivables.payment.statement.model;

import io.receivables.chassis.money.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a statement: one change of the account's balance.
 *
 * @param booked false for entries that are only announced
 * @param reversal whether the bank says that this entry takes an earlier one back
 * @param reference the bank's own reference, by which the entry is known again in another file
 * @param details the transactions behind the entry, several for a batch; never empty
 */
public record StatementEntry(
        Money amount,
        Direction direction,
        boolean booked,
        boolean reversal,
        LocalDate bookingDate,
        LocalDate valueDate,
        Optional<String> reference,
        Optional<Money> charges,
        List<EntryDetail> details)
        implements StatementItem {

    /** How much text the entry holds. */
    public int characters() {
        return details.stream().mapToInt(EntryDetail::characters).sum();
    }

    /** The parts that take back money that had come in: all of an entry that the bank reverses, else those that are returns. */
    public List<Part> returns() {
        return direction == Direction.DEBIT
                ? parts().stream()
                        .filter(part -> reversal || part.detail().returned())
                        .toList()
                : List.of();
    }

    /** The parts that are money of a debtor, and not our own money coming back. */
    public List<Part> payments() {
        return booked && direction == Direction.CREDIT && !reversal && amount.isPositive()
                ? parts().stream().filter(part -> !part.detail().returned()).toList()
                : List.of();
    }

    /**
     * The parts of the entry that count separately. A batch is split only when its transactions carry amounts
     * in the currency of the account that add up to the entry; otherwise the entry is one part with all the texts.
     */
    private List<Part> parts() {
        if (details.size() > 1 && details.stream().allMatch(this::hasOwnAmount) && detailsAddUp()) {
            return details.stream()
                    .map(d -> new Part(d.amount().orElseThrow(), d))
                    .toList();
        }
        return List.of(new Part(amount, EntryDetail.merged(details)));
    }

    private boolean hasOwnAmount(EntryDetail detail) {
        return detail.amount()
                .filter(a -> a.currency().equals(amount.currency()) && a.isPositive())
                .isPresent();
    }

    private boolean detailsAddUp() {
        return details.stream()
                .map(d -> d.amount().orElseThrow())
                .reduce(Money.zero(amount.currency()), Money::plus)
                .equals(amount);
    }

    /** Money that one party sent or got back inside an entry. */
    public record Part(Money amount, EntryDetail detail) {}
}
