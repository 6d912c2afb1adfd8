package io.receivables.dunning.dunningcase.store;

import io.receivables.chassis.tx.PgTx;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Finds due cases and moves them on, many at once. They come grouped by everything the rule reads, so that it is asked once for each group
 * and the database applies the answer to all of it: a sweep has few groups, and the rows stay where they are.
 */
@ApplicationScoped
public class DueCaseRepository {

    /** What the rule reads of a due case; of the amount it is which of the policies' minimums are reached. */
    private static final String SITUATION =
            """
            c.policy_version, c.time_zone, c.issue_date, c.due_date, c.currency, c.state, c.level, c.in_delivery,
            c.last_reminder_on, c.overdue, c.next_level, c.next_action_on, c.next_action_at, c.credited_in_full,
            width_bucket(c.open_amount, $4::numeric[])""";

    /**
     * Due cases of one tenant whose customer is known, most overdue first; a case another instance works on is passed over, and so is one
     * whose own events are parked.
     */
    static final String CLAIM =
            """
            with claimed as materialized (
                select c.* from cases c join customers u on u.tenant_id = c.tenant_id and u.id = c.customer_id
                where c.tenant_id = $1 and c.sendable and c.next_action_at <= $2 and not exists (
            """
                    + ParkedInvoices.OF_CASE
                    + """
                )
                order by c.next_action_at limit $3
                for update of c skip locked
            ), alike as (
                select array_agg(c.id) as ids from claimed c group by\s"""
                    + SITUATION + ") select " + CaseRows.COLUMNS
                    + ", a.ids from alike a join claimed c on c.id = a.ids[1]";

    private static final String ADVANCE =
            """
            update cases c
            set state = n.state, level = n.level, in_delivery = n.in_delivery, last_reminder_on = n.last_reminder_on,
                next_action = n.next_action, next_level = n.next_level, next_action_on = n.next_action_on,
                next_action_at = n.next_action_at, sequence = c.sequence + n.events, version = c.version + 1,
                changed_at = $5
            from unnest($2::uuid[], $3::integer[]) as d(id, advance)
            join jsonb_to_recordset($4) as n(advance integer, events bigint,\s"""
                    + CaseRows.PROGRESS_TYPES
                    + """
            ) on n.advance = d.advance
            where c.tenant_id = $1 and c.id = d.id
            returning c.id, c.invoice_id, c.invoice_number, c.customer_id, c.currency::text as currency, c.open_amount,
                c.sequence, d.advance""";

    /** Cases whose due date has begun. */
    static final String TURN_DUE =
            """
            update cases set state = 'DUE', version = version + 1, changed_at = $2
            where tenant_id = $1 and state = 'NOT_DUE' and due_at <= $2""";

    /** Marks the cases whose due date has begun in the debtor's zone. */
    public Uni<Integer> turnDue(PgTx tx) {
        return tx.execute(TURN_DUE, tx.tenant(), tx.now());
    }

    /**
     * Locks up to {@code limit} cases whose reminder was due at an instant.
     *
     * @param minimums every amount with which a policy compares what is owed, ascending
     */
    public Uni<List<AlikeCases>> claim(PgTx tx, Instant due, int limit, List<BigDecimal> minimums) {
        return tx.query(CLAIM, tx.tenant(), due, limit, minimums.toArray(BigDecimal[]::new))
                .map(rows -> list(rows, AlikeCases::read));
    }

    /** Writes what was decided; the rows are locked. */
    public Uni<List<AdvancedCase>> advance(PgTx tx, List<Advance> advances) {
        if (advances.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        GroupedIds members = GroupedIds.of(
                advances.stream().map(advance -> advance.cases().ids()).toList());
        JsonArray documents = new JsonArray(IntStream.range(0, advances.size())
                .mapToObj(position -> CaseRows.progress(advances.get(position).after())
                        .put("advance", position)
                        .put("events", advances.get(position).events()))
                .toList());
        return tx.query(ADVANCE, tx.tenant(), members.ids(), members.groups(), documents, tx.now())
                .map(rows -> list(rows, AdvancedCase::read));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> read) {
        List<T> items = new ArrayList<>(rows.size());
        rows.forEach(row -> items.add(read.apply(row)));
        return items;
    }
}
