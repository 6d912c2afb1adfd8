package io.receivables.invoicing.creditnote.model;

import java.math.BigDecimal;
import java.util.List;

/** What is to be credited: all that is left, or parts of lines. */
public sealed interface CreditRequest {
    /** Everything that earlier credit notes left. */
    record Remainder() implements CreditRequest {}

    /** Some lines, each by quantity (goods come back) or by net amount (the price falls). */
    record Lines(List<LineCredit> lines) implements CreditRequest {
        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** The credit of one line. */
    sealed interface LineCredit {
        int lineNumber();
    }

    /** Takes back a quantity at the price it was invoiced with. */
    record ByQuantity(int lineNumber, BigDecimal quantity) implements LineCredit {}

    /** Takes back a net amount without a quantity. */
    record ByAmount(int lineNumber, BigDecimal netAmount) implements LineCredit {}
}
