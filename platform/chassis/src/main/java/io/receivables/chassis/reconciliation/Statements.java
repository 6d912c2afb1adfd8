package io.receivables.chassis.reconciliation;

import static io.receivables.chassis.tx.InOrder.each;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.All;
import io.receivables.chassis.audit.Audit;
import io.receivables.chassis.events.Outbox;
import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.id.Ids;
import io.receivables.chassis.json.Json;
import io.receivables.chassis.problem.CommonProblem;
import io.receivables.chassis.problem.Problem;
import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** States a book part by part, each in a transaction of its own, and closes it once everything stated is published. */
@ApplicationScoped
class Statements {
    private static final String NOW = "select clock_timestamp()";
    private static final String ADVANCE =
            """
            update reconciliation_runs
               set state = $3, parts = parts + 1, items = items + $4, after_id = $5, stated_at = clock_timestamp()
             where tenant_id = $1 and run_id = $2""";
    /** Rows that the last part could see were given their time before it read. */
    private static final String PUBLISHED =
            """
            select not exists (select 1 from outbox_unpublished u join outbox o on o.position = u.position
                                where o.tenant_id = $1 and o.topic = $2 and o.created_at <= $3)""";

    private final List<Book> books;
    private final Runs runs;
    private final Differences differences;
    private final Announcements announcements;
    private final Outbox outbox;
    private final Audit audit;
    private final ReconciliationConfig config;

    Statements(
            @All List<Book> books,
            Runs runs,
            Differences differences,
            Announcements announcements,
            Outbox outbox,
            Audit audit,
            ReconciliationConfig config) {
        this.books = List.copyOf(books);
        this.runs = runs;
        this.differences = differences;
        this.announcements = announcements;
        this.outbox = outbox;
        this.audit = audit;
        this.config = config;
    }

    List<Book> books() {
        return books;
    }

    /** Opens a run for this service's book on a person's demand. */
    Uni<Reconciliation> request(PgTx tx) {
        var book = books.get(0);
        return runs.openStatement(tx, Ids.next(), book.name(), tx.cause().actor())
                .map(opened -> opened.orElseThrow(
                        () -> Problem.of(CommonProblem.CONFLICT, "The books are being stated already.")))
                .call(run -> audit.append(
                        tx, "reconciliation", run.reconciliationId(), "START", null, null, Map.of("book", run.book())));
    }

    /** States the next part; gives whether there is another. */
    Uni<Boolean> step(PgTx tx, UUID runId) {
        return runs.lock(tx, runId, Reconciliation.State.STATING)
                .chain(run -> run.isEmpty() ? Uni.createFrom().item(false) : state(tx, run.get()));
    }

    private Uni<Boolean> state(PgTx tx, Row run) {
        var book = book(run);
        var from = Optional.ofNullable(run.getUUID("after_id")).orElse(Runs.BEFORE_ALL);
        return tx.query(NOW)
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .chain(now -> book.page(tx, from, config.partSize())
                        .chain(items -> publish(tx, run, book, part(run, from, items, now))));
    }

    private Statement part(Row run, UUID from, List<Book.Item> items, Instant now) {
        boolean last = items.size() < config.partSize();
        return new Statement(
                run.getUUID("run_id"),
                run.getString("book"),
                run.getInteger("parts") + 1,
                run.getOffsetDateTime("opened_at").toInstant(),
                now,
                from,
                last
                        ? Optional.empty()
                        : Optional.of(items.get(items.size() - 1).id()),
                items.stream().map(item -> tree(item.state())).toList());
    }

    private static JsonNode tree(Object state) {
        return Json.tree(Json.text(state));
    }

    private Uni<Boolean> publish(PgTx tx, Row run, Book book, Statement part) {
        var state = part.toId().isPresent() ? Reconciliation.State.STATING : Reconciliation.State.CLOSING;
        return tx.execute(
                        ADVANCE,
                        tx.tenant(),
                        part.runId(),
                        state,
                        (long) part.items().size(),
                        part.toId().orElse(run.getUUID("after_id")))
                .chain(() ->
                        outbox.append(tx, book.topic(), new OutboxEvent(book.type(), part.runId(), part.part(), part)))
                .replaceWith(part.toId().isPresent());
    }

    /** Closes the books, unless something that was stated is not on its topic yet; gives false: nothing follows. */
    Uni<Boolean> close(PgTx tx, UUID runId) {
        return runs.lock(tx, runId, Reconciliation.State.CLOSING)
                .chain(run -> run.isEmpty() ? Uni.createFrom().voidItem() : closeIfPublished(tx, run.get()))
                .replaceWith(false);
    }

    private Uni<Void> closeIfPublished(PgTx tx, Row run) {
        return tx.query(PUBLISHED, tx.tenant(), book(run).eventTopic(), run.getOffsetDateTime("stated_at"))
                .chain(rows -> rows.iterator().next().getBoolean(0)
                        ? close(tx, run)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> close(PgTx tx, Row run) {
        var book = book(run);
        UUID runId = run.getUUID("run_id");
        int parts = run.getInteger("parts");
        return each(book.checks(), check -> check(tx, runId, book, check))
                .chain(() -> tx.query(NOW))
                .map(rows -> rows.iterator().next().getOffsetDateTime(0).toInstant())
                .chain(now -> outbox.append(
                        tx,
                        book.topic(),
                        new OutboxEvent(
                                BooksClosed.TYPE,
                                runId,
                                parts + 1L,
                                new BooksClosed(
                                        runId,
                                        book.name(),
                                        parts,
                                        run.getLong("items"),
                                        run.getOffsetDateTime("opened_at").toInstant(),
                                        now))))
                .chain(() -> announcements.completed(tx, runId, book.name()));
    }

    private Uni<Void> check(PgTx tx, UUID runId, Book book, Book.OwnCheck check) {
        return tx.query(check.sql(), tx.tenant()).chain(rows -> {
            var broken = new ArrayList<Row>();
            rows.forEach(broken::add);
            return each(broken, row -> differences
                    .own(tx, runId, book.name(), check.name(), row)
                    .chain(found -> announcements.settled(tx, found)));
        });
    }

    private Book book(Row run) {
        var name = run.getString("book");
        return books.stream()
                .filter(book -> book.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no book " + name));
    }
}
