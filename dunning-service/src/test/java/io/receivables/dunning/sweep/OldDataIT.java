package io.receivables.dunning.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.receivables.chassis.time.SystemClock;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.smallrye.reactive.messaging.ChannelRegistry;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is reminded on data that is known to be incomplete. */
@QuarkusTest
class OldDataIT extends DunningIT {

    private static final LocalDate FIRST_REMINDER = LocalDate.parse("2025-03-28");
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    ChannelRegistry channels;

    @Inject
    MeterRegistry metrics;

    @Inject
    ReminderPlanning planning;

    @Inject
    ReminderClaims claims;

    @Inject
    ReminderDispatch dispatch;

    @Inject
    SystemClock clock;

    @BeforeEach
    void mailServer() {
        MailServers.up();
    }

    @AfterEach
    void read() {
        channels.getPausable("open-items").resume();
    }

    @Test
    void aPaymentInTheBacklogIsReadBeforeAnybodyIsReminded() {
        try (World world = new World()) {
            String payer = world.tenant + "@payer.example";
            String debtor = world.tenant + "@debtor.example";
            UUID paid = world.invoice(world.customer("en", payer));
            UUID unpaid = world.invoice(world.customer("en", debtor));
            world.dunned(paid);
            world.dunned(unpaid);

            stopReading();
            world.owes(paid, "0.00", "0.00", "ALLOCATED");
            double before = refusals();
            world.moveTo(FIRST_REMINDER);
            Awaits.until("the sweep has looked", () -> refusals() > before || reminders(world) > 0);
            assertThat(reminders(world)).isZero();
            read();

            world.awaitReminder(unpaid, 1, "SENT");
            assertThat(world.dunned(paid).getString("state")).isEqualTo("CLOSED");
            assertThat(world.reminders(paid)).isEmpty();
            assertThat(MailServers.received(debtor)).hasSize(1);
            assertThat(MailServers.received(payer)).isEmpty();
        }
    }

    @Test
    void anInvoiceWithParkedEventsWaitsWhileOthersAreReminded() {
        try (World world = new World()) {
            UUID customer = world.customer("en", world.tenant + "@debtor.example");
            UUID parked = world.invoice(customer);
            UUID other = world.invoice(customer);
            world.dunned(parked);
            world.dunned(other);
            world.owes(parked, "500.00", "0.00", "ALLOCATED", 3);
            Awaits.until("parked", () -> Database.number(world.tenant, "select count(*) from parked_events") == 1);

            world.moveTo(FIRST_REMINDER);
            world.awaitReminder(other, 1, "SENT");
            assertThat(world.reminders(parked)).isEmpty();

            world.owes(parked, "900.00", "0.00", "ALLOCATED", 2);
            assertThat(world.awaitReminder(parked, 1, "SENT").getString("open.amount"))
                    .isEqualTo("500.00");
        }
    }

    @Test
    void aMailThatWouldBeginTooLongAfterTheDecisionGoesBackToBeDecidedOnAnew() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            UUID invoice = world.invoice(world.customer("en", address));
            UUID other = world.invoice(world.customer("en", world.tenant + "@other.example"));
            world.dunned(invoice);
            world.dunned(other);
            stopReading();
            world.owes(other, "1.00", "0.00", "ALLOCATED");
            world.owes(invoice, "7.00", "0.00", "ALLOCATED");
            world.moveTo(FIRST_REMINDER);

            plan(world);
            var claimed = claims.claim(world.tenant).await().atMost(LIMIT);
            assertThat(claimed.toSend()).hasSize(2);
            dispatch.send(world.tenant, claimed.toSend(), clock.now().minus(Duration.ofMinutes(2)))
                    .await()
                    .atMost(LIMIT);
            assertThat(world.awaitReminder(invoice, 1, "RETRY").getString("reason"))
                    .contains("had become old");
            assertThat(MailServers.received(address)).isEmpty();
            read();

            assertThat(world.awaitReminder(invoice, 1, "SENT").getString("open.amount"))
                    .isEqualTo("7.00");
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    @Test
    void aPaymentAfterThePlanCallsTheReminderOff() {
        try (World world = new World()) {
            String payer = world.tenant + "@payer.example";
            UUID paid = world.invoice(world.customer("en", payer));
            UUID unpaid = world.invoice(world.customer("en", world.tenant + "@debtor.example"));
            world.dunned(paid);
            world.dunned(unpaid);
            stopReading();
            world.owes(paid, "0.00", "0.00", "ALLOCATED");
            world.owes(unpaid, "3.00", "0.00", "ALLOCATED");
            world.moveTo(FIRST_REMINDER);

            plan(world);
            assertThat(world.awaitReminder(paid, 1, "PLANNED").getString("recipient"))
                    .isNull();
            assertThat(Database.number(
                            world.tenant, "select count(*) from outbox where type = 'DunningLevelReached.v1'"))
                    .isEqualTo(2);
            read();

            assertThat(world.awaitReminder(unpaid, 1, "SENT").getString("open.amount"))
                    .isEqualTo("3.00");
            assertThat(world.awaitReminder(paid, 1, "CANCELLED").getString("reason"))
                    .isEqualTo("PAID");
            assertThat(MailServers.received(payer)).isEmpty();

            world.owes(paid, "2.00", "0.00", "REVERSED");
            assertThat(world.awaitReminder(paid, 1, "SENT").getString("open.amount"))
                    .isEqualTo("2.00");
            assertThat(MailServers.received(payer)).hasSize(1);
        }
    }

    private void plan(World world) {
        assertThat(planning.plan(new DueTenant(world.tenant, World.noon(FIRST_REMINDER)))
                        .await()
                        .atMost(LIMIT))
                .isTrue();
    }

    private void stopReading() {
        channels.getPausable("open-items").pause();
    }

    private double refusals() {
        return metrics.get("receivables.freshness.refusals")
                .tags("job", SweepJob.NAME, "reason", "behind")
                .counter()
                .count();
    }

    private static long reminders(World world) {
        return Database.number(world.tenant, "select count(*) from reminders");
    }
}
