package io.receivables.dunning.reminder.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import org.junit.jupiter.api.Test;

/** Senders look every second for what is due, beside any number of reminders that wait for another try. */
@QuarkusTest
class WaitingRemindersIT extends DunningIT {

    private static final String TENANT = "t-waiting";

    @Test
    void thoseThatAreNotDueAreNotLookedAt() {
        Database.change(
                TENANT,
                """
                insert into reminders (tenant_id, id, case_id, invoice_id, invoice_number, customer_id, level, level_name,
                    policy_version, state, recipient, body, message_id, currency, open_amount, attempts, created_at, attempt_at, waits_until)
                select 't-waiting', gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'INV', gen_random_uuid(), 1, 'First',
                    0, 'RETRY', 'a@debtor.example', 'Text', 'id', 'EUR', 1, 1, now(), now() + interval '1 day',
                    case when n % 2 = 0 then now() + interval '1 day' end
                from generate_series(1, 20000) as n""");
        Database.analyze("reminders");

        String plan = String.join(
                "\n",
                Database.texts(
                        TENANT,
                        "explain (analyze, timing off, buffers off) "
                                + ReminderRepository.CLAIM_WAITING
                                        .replace("$1", "'t-waiting'")
                                        .replace("$2", "100")));
        String endOfQuietTime = String.join(
                "\n",
                Database.texts(
                        TENANT,
                        "explain "
                                + ReminderRepository.END_WAIT
                                        .replace("$1", "'t-waiting'")
                                        .replace("$2", "timestamptz '2020-01-01'")));
        Database.change(TENANT, "delete from reminders");

        assertThat(plan)
                .contains("reminders_to_send")
                .containsPattern("Index Cond: .*attempt_at <= statement_timestamp");
        assertThat(plan).doesNotContain("Rows Removed by Filter");
        assertThat(endOfQuietTime).contains("reminders_in_quiet_time").doesNotContain("Seq Scan");
    }
}
