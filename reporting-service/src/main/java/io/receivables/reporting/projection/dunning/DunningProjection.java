package io.receivables.reporting.projection.dunning;

import static io.receivables.reporting.projection.Sequenced.of;

import io.receivables.chassis.events.ReceivedEvent;
import io.receivables.chassis.tx.PgTx;
import io.receivables.reporting.projection.Columns;
import io.receivables.reporting.projection.Projection;
import io.receivables.reporting.projection.Sequenced;
import io.receivables.reporting.projection.Statements;
import io.receivables.reporting.projection.dunning.DunningEvents.LevelReached;
import io.receivables.reporting.projection.dunning.DunningEvents.Reminder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Keeps the dunning levels that were reached and the reminders that were sent. */
@ApplicationScoped
public class DunningProjection implements Projection {
    private static final String INSERT_LEVELS =
            """
            insert into dunning_levels (tenant_id, case_id, sequence, invoice_id, customer_id, level, level_name,
                                        currency, open_amount, reached_at)
            select $1, l.*
              from unnest($2::uuid[], $3::bigint[], $4::uuid[], $5::uuid[], $6::integer[], $7::text[], $8::text[],
                          $9::numeric[], $10::timestamptz[]) l
            on conflict (tenant_id, case_id, sequence) do nothing""";
    private static final String INSERT_REMINDERS =
            """
            insert into reminders (tenant_id, reminder_id, case_id, invoice_id, customer_id, level, channel, language,
                                   currency, open_amount, sent_at)
            select $1, r.*
              from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::integer[], $7::text[], $8::text[],
                          $9::text[], $10::numeric[], $11::timestamptz[]) r
            on conflict (tenant_id, reminder_id) do nothing""";

    @Override
    public String channel() {
        return "cases";
    }

    @Override
    public String topic() {
        return "receivables.dunning.cases";
    }

    @Override
    public List<String> tables() {
        return List.of("dunning_levels", "reminders");
    }

    @Override
    public Uni<Void> project(PgTx tx, List<ReceivedEvent> events) {
        var levels = Sequenced.ofType(events, "DunningLevelReached.v1", LevelReached.class);
        var reminders = Sequenced.ofType(events, "ReminderSent.v1", Reminder.class);
        return Statements.inOrder(
                Statements.forRows(levels, rows -> insertLevels(tx, rows)),
                Statements.forRows(reminders, rows -> insertReminders(tx, rows)));
    }

    private static Uni<Integer> insertLevels(PgTx tx, Columns<Sequenced<LevelReached>> rows) {
        return tx.execute(
                INSERT_LEVELS,
                tx.tenant(),
                rows.uuid(of(LevelReached::caseId)),
                rows.number(Sequenced::sequence),
                rows.uuid(of(LevelReached::invoiceId)),
                rows.uuid(of(LevelReached::customerId)),
                rows.integer(of(LevelReached::level)),
                rows.text(of(LevelReached::levelName)),
                rows.text(of(LevelReached::currency)),
                rows.decimal(of(LevelReached::openAmount)),
                rows.instant(of(LevelReached::reachedAt)));
    }

    private static Uni<Integer> insertReminders(PgTx tx, Columns<Sequenced<Reminder>> rows) {
        return tx.execute(
                INSERT_REMINDERS,
                tx.tenant(),
                rows.uuid(of(Reminder::reminderId)),
                rows.uuid(of(Reminder::caseId)),
                rows.uuid(of(Reminder::invoiceId)),
                rows.uuid(of(Reminder::customerId)),
                rows.integer(of(Reminder::level)),
                rows.text(of(Reminder::channel)),
                rows.text(of(Reminder::language)),
                rows.text(of(Reminder::currency)),
                rows.decimal(of(Reminder::openAmount)),
                rows.instant(of(Reminder::sentAt)));
    }
}
