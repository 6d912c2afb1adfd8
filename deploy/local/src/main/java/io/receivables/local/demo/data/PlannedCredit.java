package io.receivables.local.demo.data;

import java.math.BigDecimal;
import java.util.List;

/** A credit note of the plan: the whole invoice, or some quantity of some of its lines. */
public record PlannedCredit(
        String invoice, int week, boolean full, List<CreditedLine> lines, String reason, BigDecimal amount) {

    /** Quantity taken back of one invoice line. */
    public record CreditedLine(int lineNumber, BigDecimal quantity) {}
}
