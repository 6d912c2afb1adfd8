package io.receivables.dunning.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.time.SystemClock;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.mail.ReminderMailer;
import io.receivables.dunning.support.CopiedCases;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.ScriptedSmtpServer;
import io.receivables.dunning.support.ScriptedSmtpServer.Script;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.ChannelRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many cases at once: many sweepers, throughput, and the invariants the database itself keeps. */
@QuarkusTest
class SweepIT extends DunningIT {

    private static final Logger LOG = Logger.getLogger(SweepIT.class);
    private static final int INVOICES = 600;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final LocalDate LAST_DAY = LocalDate.parse("2025-04-03");

    @Inject
    ReminderPlanning planning;

    @Inject
    ReminderClaims claims;

    @Inject
    ReminderDispatch dispatch;

    @Inject
    SystemClock clock;

    @Inject
    ReminderMailer mailer;

    @Inject
    Settlement settlement;

    @Inject
    MeterRegistry metrics;

    @Inject
    DunningConfig config;

    @Inject
    ChannelRegistry channels;

    @AfterEach
    void read() {
        channels.getPausable("open-items").resume();
    }

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
            CopiedCases.make(world.tenant, INVOICES - 1, "overdue = true, state = 'OVERDUE'");
            long start = System.nanoTime();
            world.moveTo(LAST_DAY);

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

    @Test
    void aStopGivesBackTheMailsThatWaitBehindOthersThatHang() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            UUID invoice = world.invoice(world.customer("en", address));
            world.dunned(invoice);
            int parallelism = config.delivery().parallelism();
            CopiedCases.make(world.tenant, parallelism + 10, "overdue = true, state = 'OVERDUE'");
            channels.getPausable("open-items").pause();
            world.owes(invoice, "7.00", "0.00", "ALLOCATED");
            ScriptedSmtpServer server = MailServers.scripted(new Script("", "250 ok", "250 ok"));
            world.moveTo(LAST_DAY);
            assertThat(await(planning.plan(new DueTenant(world.tenant, World.noon(LAST_DAY)))))
                    .isTrue();
            var claimed = await(claims.claim(world.tenant));
            var stopped = new ReminderDispatch(
                    mailer, settlement, new MailServerPause(clock, config), metrics, clock, config);

            var sending =
                    stopped.send(world.tenant, claimed.toSend(), clock.now()).subscribeAsCompletionStage();
            Awaits.until("mails are under way, beside what the job asks", () -> server.connections() >= parallelism);
            await(stopped.stop());

            assertThat(
                            Database.texts(
                                    world.tenant,
                                    "select concat_ws(' ', state, reason, count(*)) from reminders where level = 2 group by state, reason order by 1"))
                    .containsExactly(
                            "RETRY the service was stopped before the mail was begun 10", "SENDING " + parallelism);
            List<String> givenBack =
                    Database.texts(world.tenant, "select id from reminders where level = 2 and state = 'RETRY'");
            MailServers.up();
            sending.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
            channels.getPausable("open-items").resume();
            Awaits.until("the others are sent", () -> Database.texts(
                            world.tenant, "select id from reminders where state = 'SENT'")
                    .containsAll(givenBack));
            Awaits.untilAsserted(() -> assertThat(MailServers.received(address)).hasSize((int) Database.number(
                    world.tenant, "select count(*) from reminders where state = 'SENT' and level = 2")));
        }
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(LIMIT);
    }

    private Uni<Integer> sweepUntilEmpty(String tenant) {
        return Uni.createFrom()
                .deferred(() -> planning.plan(new DueTenant(tenant, World.noon(LAST_DAY)))
                        .chain(() -> claims.claim(tenant))
                        .call(claimed -> dispatch.send(tenant, claimed.toSend(), clock.now()))
                        .map(claimed -> claimed.toSend().size()))
                .repeat()
                .until(size -> size == 0)
                .collect()
                .with(Collectors.summingInt(size -> size));
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
}
