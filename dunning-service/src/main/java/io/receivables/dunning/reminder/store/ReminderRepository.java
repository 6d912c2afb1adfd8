package io.receivables.dunning.reminder.store;

import io.receivables.chassis.id.Ids;
import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.dunningcase.store.GroupedIds;
import io.receivables.dunning.dunningcase.store.ParkedInvoices;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderState;
import io.receivables.dunning.reminder.model.RetryPause;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads reminders under a lock and writes them back, always many at once. Leases and retries are measured on the
 * database's clock, because a sandbox tenant's clock stands still; quiet time ends on the tenant's.
 */
@ApplicationScoped
public class ReminderRepository {

    private static final String INSERT_ALIKE =
            """
            insert into reminders (tenant_id, id, case_id, invoice_id, invoice_number, customer_id, level, level_name,
                policy_version, state, reason, message_id, currency, open_amount, attempts, created_at)
            select $1, d.id, c.id, c.invoice_id, c.invoice_number, c.customer_id, n.level, n.level_name,
                n.policy_version, n.state, n.reason, replace(n.message_id, n.id::text, d.id::text), c.currency,
                c.open_amount, n.attempts, n.created_at
            from unnest($2::uuid[], $3::uuid[], $4::integer[]) as d(id, case_id, kind)
            join jsonb_to_recordset($5) as n(kind integer,\s"""
                    + ReminderRows.TYPES
                    + """
            ) on n.kind = d.kind
            join cases c on c.tenant_id = $1 and c.id = d.case_id""";

    private static final String UPDATE =
            """
            update reminders r
            set state = n.state, reason = n.reason, recipient = n.recipient, language = n.language,
                subject = n.subject, body = n.body, open_amount = n.open_amount, attempts = n.attempts,
                sent_at = n.sent_at, attempt_at = clock_timestamp() + make_interval(secs => n.pause_seconds)
            from jsonb_to_recordset($2) as n("""
                    + ReminderRows.TYPES + ") where r.tenant_id = $1 and r.id = n.id";

    private static final String LOCK = "select " + ReminderRows.COLUMNS
            + """
             from reminders r where r.tenant_id = $1 and r.id = any($2) and r.state = 'SENDING'
            order by r.id for update""";

    /** What waits for a later try is not looked at: the statement's time is one bound of the index, a clock that runs on is none. */
    static final String CLAIM_WAITING = "select " + ReminderRows.COLUMNS
            + """
             from reminders r
            where r.tenant_id = $1 and r.state in ('PLANNED', 'RETRY') and r.attempt_at <= statement_timestamp() and not exists (
            """
            + ParkedInvoices.OF_REMINDER
            + """
            )
            order by r.attempt_at limit $2 for update skip locked""";

    private static final String WAIT =
            """
            update reminders r set waits_until = n.until, attempt_at = 'infinity'
            from unnest($2::uuid[], $3::timestamptz[]) as n(id, until)
            where r.tenant_id = $1 and r.id = n.id""";

    static final String END_WAIT =
            """
            update reminders set waits_until = null, attempt_at = clock_timestamp()
            where tenant_id = $1 and waits_until <= $2""";

    private static final String STALE =
            """
            select r.id from reminders r
            where r.tenant_id = $1 and r.state = 'SENDING'
              and r.attempt_at < statement_timestamp() - make_interval(secs => $2)
            limit $3""";

    private static final String REVIVE =
            """
            update reminders set state = 'PLANNED', reason = null, attempt_at = clock_timestamp()
            where tenant_id = $1 and case_id = any($2) and state = 'CANCELLED'""";

    private final RetryPause pause;
    private final String domain;

    ReminderRepository(DunningConfig config) {
        this.pause =
                new RetryPause(config.delivery().firstPause(), config.delivery().longestPause());
        this.domain = config.messageIdDomain();
    }

    /**
     * Stores fresh reminders of cases; a second reminder of one invoice and level fails the transaction.
     *
     * @param alike for each kind of reminder one that was written for the first of its cases, and those cases
     */
    public Uni<Void> insertAlike(PgTx tx, Map<Reminder, List<UUID>> alike) {
        if (alike.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Reminder> kinds = List.copyOf(alike.keySet());
        GroupedIds of = GroupedIds.of(kinds.stream().map(alike::get).toList());
        UUID[] ids = Stream.generate(Ids::next).limit(of.ids().length).toArray(UUID[]::new);
        JsonArray documents = new JsonArray(IntStream.range(0, kinds.size())
                .mapToObj(kind -> document(kinds.get(kind)).put("kind", kind))
                .toList());
        return tx.query(INSERT_ALIKE, tx.tenant(), ids, of.ids(), of.groups(), documents)
                .replaceWithVoid();
    }

    /** Writes changed reminders back; their rows are locked. */
    public Uni<Void> saveAll(PgTx tx, List<Reminder> reminders) {
        if (reminders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        JsonArray documents =
                new JsonArray(reminders.stream().map(this::document).toList());
        return tx.query(UPDATE, tx.tenant(), documents).replaceWithVoid();
    }

    /** Locks those of the given reminders whose outcome is still open. */
    public Uni<List<Reminder>> lockInDelivery(PgTx tx, Collection<UUID> ids) {
        return tx.query(LOCK, tx.tenant(), ids.toArray(UUID[]::new)).map(ReminderRepository::list);
    }

    /** Locks reminders that are planned or whose pause is over, and whose invoice has no parked events. */
    public Uni<List<Reminder>> claimWaiting(PgTx tx, int limit) {
        return tx.query(CLAIM_WAITING, tx.tenant(), limit).map(ReminderRepository::list);
    }

    /** Takes locked reminders out of the waiting ones until given moments of the tenant's clock. */
    public Uni<Void> waitUntil(PgTx tx, Map<UUID, Instant> moments) {
        if (moments.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        UUID[] ids = moments.keySet().toArray(UUID[]::new);
        Instant[] until = Stream.of(ids).map(moments::get).toArray(Instant[]::new);
        return tx.query(WAIT, tx.tenant(), ids, until).replaceWithVoid();
    }

    /** Puts those back whose moment has come. */
    public Uni<Void> endWait(PgTx tx) {
        return tx.execute(END_WAIT, tx.tenant(), tx.now()).replaceWithVoid();
    }

    /** Reminders that were handed over so long ago that no outcome will come any more. */
    public Uni<List<UUID>> stale(PgTx tx, Duration after, int limit) {
        return tx.query(STALE, tx.tenant(), (double) after.toSeconds(), limit).map(rows -> {
            List<UUID> ids = new ArrayList<>(rows.size());
            rows.forEach(row -> ids.add(row.getUUID(0)));
            return ids;
        });
    }

    /** A reopened case takes up the reminder again that was cancelled when it was closed. */
    public Uni<Void> revive(PgTx tx, Collection<UUID> caseIds) {
        return caseIds.isEmpty()
                ? Uni.createFrom().voidItem()
                : tx.query(REVIVE, tx.tenant(), caseIds.toArray(UUID[]::new)).replaceWithVoid();
    }

    private JsonObject document(Reminder reminder) {
        return ReminderRows.document(reminder, reminder.messageId(domain), pauseSeconds(reminder));
    }

    private double pauseSeconds(Reminder reminder) {
        return reminder.state() == ReminderState.RETRY
                ? pause.after(reminder.attempts()).toMillis() / 1000.0
                : 0;
    }

    private static List<Reminder> list(RowSet<Row> rows) {
        List<Reminder> reminders = new ArrayList<>(rows.size());
        rows.forEach(row -> reminders.add(ReminderRows.read(row)));
        return reminders;
    }
}
