package io.receivables.invoicing.billrun.model;

/** How many rows of a file there are, and what became of them so far. */
public record Counts(int rows, int valid, int issued, int existing, int refused) {

    /** Rows still to be decided: whether they can be issued where nothing is issued (yet), what they came to otherwise. */
    public int remaining(boolean validated) {
        return rows - refused - (validated ? valid : issued + existing);
    }
}
