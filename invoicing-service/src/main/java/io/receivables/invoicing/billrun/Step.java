package io.receivables.invoicing.billrun;

import io.receivables.invoicing.billrun.file.InvoiceLines;
import java.util.List;

/** How it goes on after a transaction of a run. */
sealed interface Step {
    /** With the first portion from this number on. */
    record GoOn(int from) implements Step {}

    /** With rows of the same portion that are done alone. */
    record Alone(List<InvoiceLines.Read> lines) implements Step {}

    /** Not at all: the run has ended. */
    record Ended() implements Step {}

    /** Not here: another instance has the run, or it has ended meanwhile. */
    record Elsewhere() implements Step {}
}
