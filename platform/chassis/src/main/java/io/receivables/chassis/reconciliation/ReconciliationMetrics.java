package io.receivables.chassis.reconciliation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tx.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Differences that nobody has healed, and the age of the oldest last completed run, per book, as gauges to alert on. */
@ApplicationScoped
class ReconciliationMetrics {
    private static final Logger LOG = Logger.getLogger(ReconciliationMetrics.class);
    private static final String MEASURE =
            """
            select b.book,
                   (select count(*) from reconciliation_differences d
                     where d.book = b.book and d.state = 'OPEN')::bigint as differences,
                   coalesce((select extract(epoch from clock_timestamp() - min(r.at)) from (
                                select coalesce(max(completed_at), min(opened_at)) as at from reconciliation_runs
                                 where book = b.book group by tenant_id) as r), 0)::bigint as age
              from unnest($1::text[]) as b (book)""";

    private final Transactions transactions;
    private final String[] books;
    private final MultiGauge differences;
    private final MultiGauge age;

    ReconciliationMetrics(
            Transactions transactions, Statements statements, Comparisons comparisons, MeterRegistry metrics) {
        this.transactions = transactions;
        this.books = Stream.concat(
                        statements.books().stream().map(Book::name),
                        comparisons.copies().stream()
                                .map(copy -> copy.followed().book()))
                .distinct()
                .sorted()
                .toArray(String[]::new);
        this.differences =
                MultiGauge.builder("receivables.reconciliation.differences").register(metrics);
        this.age = MultiGauge.builder("receivables.reconciliation.age.seconds").register(metrics);
    }

    @Scheduled(every = "15s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        if (books.length == 0) {
            return Uni.createFrom().voidItem();
        }
        return transactions
                .acrossTenants("metrics", tx -> tx.query(MEASURE, (Object) books))
                .invoke(rows -> {
                    var all = new ArrayList<Row>();
                    rows.forEach(all::add);
                    show(differences, all, "differences");
                    show(age, all, "age");
                })
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> LOG.debug("Reconciliations could not be measured", failure))
                .onFailure()
                .recoverWithNull();
    }

    private static void show(MultiGauge gauge, List<Row> rows, String column) {
        List<MultiGauge.Row<?>> values = new ArrayList<>();
        rows.forEach(row -> values.add(MultiGauge.Row.of(Tags.of("book", row.getString("book")), row.getLong(column))));
        gauge.register(values, true);
    }
}
