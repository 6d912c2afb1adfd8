package io.receivables.reporting.ageing.rest;

import io.receivables.reporting.ageing.model.AgedBalance;
import io.receivables.reporting.ageing.model.AgeingBucket;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A balance by age. {@code notDue + ... + over120Days = open} and {@code open - unapplied = balance}.
 *
 * @param unapplied cash received and not applied to an invoice; counts against what is owed
 */
@Schema(name = "AgeingAmounts", description = "open = sum of the six buckets; balance = open - unapplied.")
public record AgeingAmounts(
        @Schema(examples = "EUR") String currency,
        @Schema(examples = "1210.00") BigDecimal notDue,
        @Schema(examples = "500.00") BigDecimal days1To30,
        @Schema(examples = "0.00") BigDecimal days31To60,
        @Schema(examples = "0.00") BigDecimal days61To90,
        @Schema(examples = "0.00") BigDecimal days91To120,
        @Schema(examples = "0.00") BigDecimal over120Days,
        @Schema(examples = "1710.00") BigDecimal open,
        @Schema(examples = "500.00") BigDecimal overdue,
        @Schema(examples = "10.00") BigDecimal unapplied,
        @Schema(examples = "1700.00") BigDecimal balance,
        Optional<LocalDate> oldestDueDate) {

    public static AgeingAmounts of(AgedBalance balance) {
        return new AgeingAmounts(
                balance.currency().getCurrencyCode(),
                balance.in(AgeingBucket.NOT_DUE).amount(),
                balance.in(AgeingBucket.DAYS_1_TO_30).amount(),
                balance.in(AgeingBucket.DAYS_31_TO_60).amount(),
                balance.in(AgeingBucket.DAYS_61_TO_90).amount(),
                balance.in(AgeingBucket.DAYS_91_TO_120).amount(),
                balance.in(AgeingBucket.OVER_120_DAYS).amount(),
                balance.open().amount(),
                balance.overdue().amount(),
                balance.unapplied().amount(),
                balance.balance().amount(),
                balance.oldestDueDate());
    }
}
