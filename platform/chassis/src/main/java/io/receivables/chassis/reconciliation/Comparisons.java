package io.receivables.chassis.reconciliation;

import io.quarkus.arc.All;
import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Compares each part of a statement with the copies of this service, one statement per copy. */
@ApplicationScoped
public class Comparisons {
    private static final UUID LAST = new UUID(-1, -1);
    private static final String COUNT =
            "update reconciliation_runs set parts = parts + 1, items = items + $3 where tenant_id = $1 and run_id = $2";
    private static final String CLOSE =
            """
            update reconciliation_runs set state = 'SETTLING'
             where tenant_id = $1 and run_id = $2 and state = 'COMPARING'""";

    private final List<BookCopy> copies;
    private final Runs runs;
    private final Differences differences;

    Comparisons(@All List<BookCopy> copies, Runs runs, Differences differences) {
        this.copies = copies.stream()
                .sorted(Comparator.comparing(BookCopy::table, CopyTable.MOST_EXACT_FIRST))
                .toList();
        this.runs = runs;
        this.differences = differences;
    }

    List<BookCopy> copies() {
        return copies;
    }

    BookCopy copy(String book, String table) {
        return copies.stream()
                .filter(copy -> copy.followed().book().equals(book)
                        && copy.table().name().equals(table))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no copy " + table + " of " + book));
    }

    /** Takes an event of a topic of books; to be called by the service's consumer of such topics. */
    public Uni<Void> apply(PgTx tx, ReceivedEvent event) {
        if (event.type().equals(BooksClosed.TYPE)) {
            var closed = event.as(BooksClosed.class);
            return runs.openComparison(tx, closed.runId(), closed.book(), closed.openedAt())
                    .chain(() -> tx.execute(CLOSE, tx.tenant(), closed.runId()))
                    .replaceWithVoid();
        }
        return compare(tx, event.as(Statement.class));
    }

    private Uni<Void> compare(PgTx tx, Statement part) {
        return runs.openComparison(tx, part.runId(), part.book(), part.openedAt())
                .chain(() -> tx.execute(
                        COUNT, tx.tenant(), part.runId(), (long) part.items().size()))
                .chain(() -> Multi.createFrom()
                        .iterable(copies)
                        .filter(copy -> copy.followed().book().equals(part.book()))
                        .onItem()
                        .transformToUniAndConcatenate(copy -> compare(tx, part, copy))
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> compare(PgTx tx, Statement part, BookCopy copy) {
        return tx.query(
                        copy.table().compareRange(),
                        tx.tenant(),
                        Json.text(part.items()),
                        copy.follower().consumer(),
                        copy.followed().topic(),
                        part.fromId(),
                        part.toId().orElse(LAST))
                .chain(rows -> {
                    var findings = new ArrayList<Finding>();
                    rows.forEach(row -> findings.add(Finding.of(row)));
                    return differences.doubt(tx, part.runId(), copy, findings);
                });
    }

    /** Looks at one item again; empty when the copy is what was stated. */
    Uni<Optional<Finding>> again(PgTx tx, BookCopy copy, Finding found) {
        return tx.query(
                        copy.table().compareOne(),
                        tx.tenant(),
                        found.stated().map(item -> "[" + item + "]").orElse("[]"),
                        copy.follower().consumer(),
                        copy.followed().topic(),
                        found.itemId())
                .map(rows -> {
                    var iterator = rows.iterator();
                    return iterator.hasNext() ? Optional.of(Finding.of(iterator.next())) : Optional.empty();
                });
    }
}
