package io.receivables.dunning.reminder.store;

import io.receivables.chassis.tx.PgTx;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderState;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads reminders for the API. */
@ApplicationScoped
public class ReminderQueries {

    /** What a list is narrowed to. */
    public record Filter(
            Optional<UUID> invoiceId,
            Optional<UUID> customerId,
            Optional<Integer> level,
            Optional<ReminderState> state) {}

    private static final String ONE =
            "select " + ReminderRows.COLUMNS + " from reminders r where r.tenant_id = $1 and r.id = $2";

    private static final String LIST = "select " + ReminderRows.COLUMNS
            + """
             from reminders r
            where r.tenant_id = $1 and ($2::uuid is null or r.invoice_id = $2)
              and ($3::uuid is null or r.customer_id = $3) and ($4::integer is null or r.level = $4)
              and ($5::text is null or r.state = $5) and ($6::uuid is null or r.id > $6)
            order by r.id limit $7""";

    /** One reminder. */
    public Uni<Optional<Reminder>> find(PgTx tx, UUID id) {
        return tx.query(ONE, tx.tenant(), id).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(ReminderRows.read(found.next())) : Optional.empty();
        });
    }

    /** Reminders in the order of their making. */
    public Uni<List<Reminder>> list(PgTx tx, Filter filter, Optional<UUID> after, int limit) {
        return tx.query(
                        LIST,
                        tx.tenant(),
                        filter.invoiceId().orElse(null),
                        filter.customerId().orElse(null),
                        filter.level().orElse(null),
                        filter.state().map(Enum::name).orElse(null),
                        after.orElse(null),
                        limit)
                .map(rows -> {
                    List<Reminder> reminders = new ArrayList<>();
                    rows.forEach(row -> reminders.add(ReminderRows.read(row)));
                    return reminders;
                });
    }
}
