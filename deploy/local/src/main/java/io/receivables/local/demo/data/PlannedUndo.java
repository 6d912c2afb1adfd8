package io.receivables.local.demo.data;

import java.util.Optional;

/** A correction by a clerk: the allocation of a payment is undone and, if so planned, made again by hand a week later. */
public record PlannedUndo(String payment, String invoice, int week, boolean allocatedAgain) {

    /** The week in which the money is put back on the invoice by hand. */
    public Optional<Integer> againInWeek() {
        return allocatedAgain ? Optional.of(week + 1) : Optional.empty();
    }
}
