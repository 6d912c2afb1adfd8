package io.receivables.reporting.counter;

import io.receivables.chassis.money.Money;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.counter.CountersResponse.Counted;
import io.receivables.reporting.counter.CountersResponse.CurrencyCounters;
import io.receivables.reporting.counter.CountersResponse.Reminded;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts the documents as they are stored; there is no counter that could drift from them. */
@ApplicationScoped
class CounterQueries {
    private static final LocalDate EARLIEST = LocalDate.of(1, 1, 1);
    private static final LocalDate LATEST = LocalDate.of(9999, 12, 31);
    private static final String COUNT =
            """
            /* reads all: every document is counted */
            with i as (
                select currency,
                       count(*) filter (where issue_date between $2 and $3) as issued,
                       sum(total_with_vat) filter (where issue_date between $2 and $3) as issued_sum,
                       count(*) filter (where status = 'PAID' and paid_on between $2 and $3) as paid,
                       sum(total_with_vat) filter (where status = 'PAID' and paid_on between $2 and $3) as paid_sum,
                       count(*) filter (where status = 'OVERDUE') as overdue,
                       sum(total_with_vat) filter (where status = 'OVERDUE') as overdue_sum
                  from invoices where tenant_id = $1 group by currency),
            o as (
                select currency, sum(items)::bigint as open, sum(amount) as open_sum
                  from owed_totals where tenant_id = $1 group by currency),
            c as (
                select currency, count(*) as credited, sum(total_with_vat) as credited_sum
                  from credit_notes where tenant_id = $1 and issue_date between $2 and $3 group by currency),
            p as (
                select currency, count(*) as received, sum(amount) as received_sum
                  from payments
                 where tenant_id = $1 and reversed_on is null and booking_date between $2 and $3 group by currency),
            r as (
                select currency, count(*) as reminded, count(distinct invoice_id) as reminded_invoices
                  from reminders
                 where tenant_id = $1 and (sent_at at time zone 'UTC')::date between $2 and $3 group by currency)
            select currency, issued, issued_sum, paid, paid_sum, overdue, overdue_sum, open, open_sum, credited,
                   credited_sum, received, received_sum, reminded, reminded_invoices
              from i full join o using (currency) full join c using (currency) full join p using (currency)
              full join r using (currency)
             where $4::text is null or currency = $4
             order by currency""";

    Uni<List<CurrencyCounters>> count(
            PgTx tx, Optional<LocalDate> from, Optional<LocalDate> to, Optional<String> currency) {
        return tx.query(COUNT, tx.tenant(), from.orElse(EARLIEST), to.orElse(LATEST), currency.orElse(null))
                .map(rows -> {
                    var counters = new ArrayList<CurrencyCounters>();
                    rows.forEach(row -> counters.add(counters(row)));
                    return counters;
                });
    }

    private static CurrencyCounters counters(Row row) {
        return new CurrencyCounters(
                row.getString("currency"),
                counted(row, "issued"),
                counted(row, "paid"),
                counted(row, "overdue"),
                counted(row, "open"),
                counted(row, "credited"),
                counted(row, "received"),
                new Reminded(number(row, "reminded"), number(row, "reminded_invoices")));
    }

    private static Counted counted(Row row, String column) {
        var sum = Optional.ofNullable(row.getBigDecimal(column + "_sum")).orElse(BigDecimal.ZERO);
        return new Counted(
                number(row, column), Money.of(sum, row.getString("currency")).amount());
    }

    private static long number(Row row, String column) {
        return Optional.ofNullable(row.getLong(column)).orElse(0L);
    }
}
