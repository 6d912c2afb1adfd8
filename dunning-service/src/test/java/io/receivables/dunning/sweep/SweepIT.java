package io.receivables.dunning.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many cases at once: two sweepers, throughput, query plans, and the invariant the database itself keeps. */
@QuarkusTest
class SweepIT extends DunningIT {

    private static final Logger LOG = Logger.getLogger(SweepIT.class);
    private static final int INVOICES = 600;

    @Inject
    ReminderClaims claims;

    @Inject
    ReminderDispatch dispatch;

    @BeforeEach
    void mailServer() {
        MailServers.up();
    }

    @Test
    void manySweepersAtOnceSendEveryReminderExactlyOnce() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            UUID customer = world.customer("en", address);
            world.dunned(world.invoice(customer));
            copyCases(world.tenant, INVOICES - 1, "overdue = true, state = 'OVERDUE'");
            long start = System.nanoTime();
            world.moveTo(LocalDate.parse("2025-04-03"));

            List<Integer> sent = Multi.createFrom()
                    .range(0, 4)
                    .onItem()
                    .transformToUniAndMerge(sweeper -> sweepUntilEmpty(world.tenant))
                    .collect()
                    .asList()
                    .await()
                    .atMost(Duration.ofMinutes(2));
            Awaits.untilAsserted(() -> assertThat(
                            Database.texts(
                                    world.tenant,
                                    "select concat_ws(' ', level, state, reason, count(*)) from reminders group by level, state, reason order by 1"))
                    .containsExactly("1 SKIPPED PRE_DUE_TIME_PASSED " + (INVOICES - 1), "2 SENT " + (INVOICES - 1)));

            double seconds = (System.nanoTime() - start) / 1e9;
            LOG.infof(
                    "%d reminders in %.1f s = %.0f a second; by the test's sweepers: %s",
                    INVOICES - 1, seconds, (INVOICES - 1) / seconds, sent);
            assertThat(MailServers.received(address)).hasSize(INVOICES - 1);
            assertThat(Database.number(world.tenant, "select count(*) from outbox where type = 'ReminderSent.v1'"))
                    .isEqualTo(INVOICES - 1);
        }
    }

    private Uni<Integer> sweepUntilEmpty(String tenant) {
        return Uni.createFrom()
                .deferred(() -> claims.claim(tenant)
                        .call(claimed -> dispatch.send(tenant, claimed.toSend()))
                        .map(claimed -> claimed.toSend().size()))
                .repeat()
                .until(size -> size == 0)
                .collect()
                .with(java.util.stream.Collectors.summingInt(size -> size));
    }

    @Test
    void sweepFindsDueCasesThroughItsIndexAmongAHundredThousand() {
        try (World world = new World()) {
            world.dunned(world.invoice(world.customer("en", world.tenant + "@debtor.example")));
            copyCases(world.tenant, 100_000, "next_action_at = next_action_at + interval '30 years'");
            Database.analyze("cases");

            String claim = String.join("\n", explain(world.tenant, CLAIM.formatted(world.tenant)));
            assertThat(claim).contains("cases_to_remind").doesNotContain("Seq Scan on cases");
            String due = String.join("\n", explain(world.tenant, DUE.formatted(world.tenant)));
            assertThat(due).contains("cases_to_turn_due").doesNotContain("Seq Scan on cases");
            Database.change(world.tenant, "delete from cases where next_action_at > '2050-01-01'");
        }
    }

    @Test
    void databaseItselfKeepsExactlyOneNextActionForEveryOpenCase() {
        try (World world = new World()) {
            world.dunned(world.invoice(world.customer("en", world.tenant + "@debtor.example")));

            for (String broken : List.of(
                    "next_action = null",
                    "next_action_at = null",
                    "next_action_on = null",
                    "next_level = null",
                    "next_action = 'REVIEW'",
                    "state = 'CLOSED', close_reason = 'PAID'",
                    "open_amount = 0",
                    "close_reason = 'PAID'")) {
                assertThatThrownBy(() -> Database.change(world.tenant, "update cases set " + broken))
                        .as(broken)
                        .hasStackTraceContaining("violates check constraint");
            }
        }
    }

    @Test
    void secondReminderOfOneLevelIsImpossible() {
        try (World world = new World()) {
            UUID invoice = world.invoice(world.customer("en", world.tenant + "@debtor.example"));
            world.dunned(invoice);
            world.moveTo(LocalDate.parse("2025-03-28"));
            world.awaitReminder(invoice, 1, "SENT");

            assertThatThrownBy(
                            () -> Database.change(
                                    world.tenant,
                                    """
                            insert into reminders (tenant_id, id, case_id, invoice_id, invoice_number, customer_id,
                                level, level_name, policy_version, state, message_id, currency, open_amount, attempts,
                                created_at)
                            select tenant_id, gen_random_uuid(), case_id, invoice_id, invoice_number, customer_id,
                                level, level_name, policy_version, 'SKIPPED', message_id, currency, open_amount, 0,
                                created_at from reminders"""))
                    .hasStackTraceContaining("reminders_tenant_id_invoice_id_level_key");
        }
    }

    private static final String CLAIM =
            """
            select c.id from cases c join customers u on u.tenant_id = c.tenant_id and u.id = c.customer_id
            where c.tenant_id = '%s' and c.sendable and c.next_action_at <= now()
            order by c.next_action_at limit 100 for update of c skip locked""";

    private static final String DUE =
            "update cases set state = 'DUE' where tenant_id = '%s' and state = 'NOT_DUE' and due_at <= '2020-01-01'";

    private static List<String> explain(String tenant, String sql) {
        return Database.texts(tenant, "explain " + sql);
    }

    /** Copies the tenant's one case, with one column assignment applied, far faster than events could. */
    private static void copyCases(String tenant, int count, String change) {
        Database.change(
                tenant,
                """
                insert into cases (tenant_id, id, invoice_id, invoice_number, customer_id, customer_name, language,
                    time_zone, issue_date, due_date, due_at, currency, total, payment_reference, seller_name,
                    seller_iban, policy_version, state, open_amount, credited_amount, open_item_version,
                    credited_in_full, level, in_delivery, overdue, next_action, next_level, next_action_on,
                    next_action_at, opened_at, changed_at)
                select tenant_id, gen_random_uuid(), gen_random_uuid(), 'INV-' || n, customer_id, customer_name,
                    language, time_zone, issue_date, due_date, due_at, currency, total, payment_reference, seller_name,
                    seller_iban, policy_version, state, open_amount, credited_amount, open_item_version,
                    credited_in_full, level, in_delivery, overdue, next_action, next_level, next_action_on,
                    next_action_at, opened_at, changed_at
                from cases, generate_series(1, %d) as n"""
                        .formatted(count));
        Database.change(tenant, "update cases set %s where invoice_number ~ '^INV-[0-9]+$'".formatted(change));
    }
}
