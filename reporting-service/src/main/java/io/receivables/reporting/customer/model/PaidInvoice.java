package io.receivables.reporting.customer.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** A part of an invoice that has been paid. */
public record PaidInvoice(String currency, LocalDate dueDate, LocalDate paidOn, BigDecimal amount) {

    /** Days from the due date; negative when paid before it (rules.md D3). */
    public static long daysLate(LocalDate dueDate, LocalDate paidOn) {
        return ChronoUnit.DAYS.between(dueDate, paidOn);
    }

    /** Days late weighted by amount, to one decimal; absent when nothing was paid. Parts are of one currency. */
    public static Optional<BigDecimal> averageDaysLate(List<PaidInvoice> parts) {
        var paid = BigDecimal.ZERO;
        var weighted = BigDecimal.ZERO;
        for (var part : parts) {
            paid = paid.add(part.amount());
            weighted =
                    weighted.add(part.amount().multiply(BigDecimal.valueOf(daysLate(part.dueDate(), part.paidOn()))));
        }
        return paid.signum() == 0 ? Optional.empty() : Optional.of(weighted.divide(paid, 1, RoundingMode.HALF_UP));
    }
}
