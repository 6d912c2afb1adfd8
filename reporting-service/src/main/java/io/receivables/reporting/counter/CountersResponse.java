package io.receivables.reporting.counter;

import io.receivables.reporting.freshness.Freshness;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many documents there are in which state, and their sums. */
@Schema(name = "Counters")
public record CountersResponse(
        Optional<LocalDate> from, Optional<LocalDate> to, List<CurrencyCounters> currencies, Freshness freshness) {

    /** A number of documents and the sum of their amounts. */
    @Schema(name = "Counted")
    public record Counted(long count, @Schema(examples = "1210.00") BigDecimal amount) {}

    /** Reminders sent, and how many different invoices they were about. */
    @Schema(name = "Reminded")
    public record Reminded(long count, long invoices) {}

    /**
     * Counters of one currency.
     *
     * @param issued invoices issued in the period, by total with VAT
     * @param paid invoices paid in the period and still paid, by total with VAT; one that was credited in full is not paid
     * @param overdue invoices that are overdue now, by total with VAT
     * @param open invoices of which something is owed now, by what is owed
     * @param credited credit notes issued in the period, by total with VAT
     * @param received payments booked in the period and not reversed
     */
    @Schema(name = "CurrencyCounters")
    public record CurrencyCounters(
            @Schema(examples = "EUR") String currency,
            Counted issued,
            Counted paid,
            Counted overdue,
            Counted open,
            Counted credited,
            Counted received,
            Reminded reminded) {}
}
