package io.receivables.dunning.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.ScriptedSmtpServer;
import io.receivables.dunning.support.ScriptedSmtpServer.Script;
import io.receivables.dunning.support.World;
import io.receivables.dunning.sweep.MailServerPause;
import io.receivables.testkit.Awaits;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens between the claim of a reminder and the mail server's answer. */
@QuarkusTest
class DeliveryIT extends DunningIT {

    private static final String OK = "250 ok";

    @Inject
    MailServerPause pause;

    @AfterEach
    void healMailServer() {
        MailServers.up();
    }

    private void mailServerGoesDown() {
        MailServers.down();
        notSeenLately();
    }

    /** A server that was seen a moment ago is not asked. */
    private void notSeenLately() {
        pause.learn(Optional.of("not seen"));
    }

    @Test
    void reminderWaitsForAMailServerThatIsDownAndGoesOutOnce() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            mailServerGoesDown();
            UUID invoice = overdueInvoice(world, address);
            world.awaitReminder(invoice, 2, "PLANNED");
            assertThat(world.dunned(invoice).getString("nextAction.kind")).isEqualTo("DELIVER_REMINDER");
            MailServers.up();

            assertThat(world.awaitReminder(invoice, 2, "SENT").getInt("attempts"))
                    .isEqualTo(1);
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    @Test
    void nothingIsHandedToAMailServerThatIsConnectedToAndStaysSilent() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            ScriptedSmtpServer server = MailServers.scripted(new Script("", OK, OK));
            notSeenLately();
            UUID invoice = overdueInvoice(world, address);
            Awaits.until("the server is asked", () -> server.connections() > 0);

            assertThat(world.awaitReminder(invoice, 2, "PLANNED").getInt("attempts"))
                    .isZero();
            MailServers.up();
            assertThat(world.awaitReminder(invoice, 2, "SENT").getInt("attempts"))
                    .isEqualTo(1);
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    @Test
    void paymentBetweenClaimAndDeliveryCancelsTheReminderAndAReturnedPaymentRevivesIt() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            MailServers.scripted(new Script("451 later", OK));
            UUID invoice = overdueInvoice(world, address);
            world.awaitReminder(invoice, 2, "RETRY");
            world.pay(invoice);

            assertThat(world.awaitReminder(invoice, 2, "CANCELLED").getString("reason"))
                    .isEqualTo("PAID");
            MailServers.up();
            assertThat(MailServers.received(address)).isEmpty();

            world.owes(invoice, "300.00", "0.00", "REVERSED");
            JsonPath revived = world.awaitReminder(invoice, 2, "SENT");
            assertThat(revived.getString("open.amount")).isEqualTo("300.00");
            assertThat(revived.getString("body")).contains("300.00");
            assertThat(MailServers.received(address)).hasSize(1);
            assertThat(world.dunned(invoice).getInt("nextAction.level")).isEqualTo(3);
        }
    }

    @Test
    void noticeThatCouldNotBeSentBeforeTheDueDateIsPassedOver() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            mailServerGoesDown();
            UUID invoice = world.invoice(world.customer("en", address));
            world.dunned(invoice);
            world.moveTo(LocalDate.parse("2025-03-28"));
            world.awaitReminder(invoice, 1, "PLANNED");
            world.moveTo(World.DUE.plusDays(1));
            MailServers.up();

            assertThat(world.awaitReminder(invoice, 1, "SKIPPED").getString("reason"))
                    .isEqualTo("PRE_DUE_TIME_PASSED");
            assertThat(world.dunned(invoice).getString("nextAction.on")).isEqualTo("2025-04-03");
            assertThat(MailServers.received(address)).isEmpty();
        }
    }

    @Test
    void connectionCutAfterTheTextIsUnconfirmedAndNeverSentAgain() {
        unconfirmedAfterTheText("");
    }

    @Test
    void refusalAfterTheTextIsUnconfirmedAndNeverSentAgain() {
        unconfirmedAfterTheText("554 no thanks");
    }

    private void unconfirmedAfterTheText(String endOfText) {
        try (World world = new World()) {
            ScriptedSmtpServer server = MailServers.scripted(new Script(OK, endOfText));
            String address = world.tenant + "@debtor.example";
            UUID invoice = overdueInvoice(world, address);

            JsonPath reminder = world.awaitReminder(invoice, 2, "UNCONFIRMED");
            assertThat(reminder.getString("reason")).isNotBlank();
            assertThat(world.dunned(invoice).getInt("nextAction.level")).isEqualTo(3);
            assertThat(server.texts()).isEqualTo(1);
            MailServers.up();
            world.moveTo(LocalDate.parse("2025-04-14"));
            world.awaitReminder(invoice, 3, "SENT");
            assertThat(world.awaitReminder(invoice, 2, "UNCONFIRMED").getInt("attempts"))
                    .isEqualTo(1);
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    @Test
    void recipientRefusedForGoodIsNotDeliverableAndTheCaseContinues() {
        try (World world = new World()) {
            ScriptedSmtpServer server = MailServers.scripted(new Script("550 no such user", OK));
            UUID invoice = overdueInvoice(world, world.tenant + "@debtor.example");

            assertThat(world.awaitReminder(invoice, 2, "NOT_DELIVERABLE").getString("reason"))
                    .contains("550 no such user");
            assertThat(world.dunned(invoice).getString("nextAction.kind")).isEqualTo("SEND_REMINDER");
            assertThat(server.texts()).isZero();
        }
    }

    @Test
    void recipientRefusedForNowIsTriedAgain() {
        try (World world = new World()) {
            ScriptedSmtpServer server = MailServers.scripted(new Script("451 later", OK));
            String address = world.tenant + "@debtor.example";
            UUID invoice = overdueInvoice(world, address);
            Awaits.until("a second attempt", () -> server.recipients() > 1);
            MailServers.up();

            world.awaitReminder(invoice, 2, "SENT");
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    @Test
    void reminderWhoseSenderDiedIsUnconfirmedAndNeverSentAgain() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            MailServers.up();
            UUID invoice = overdueInvoice(world, address);
            world.awaitReminder(invoice, 2, "SENT");
            // The case first: the job takes the reminder up as soon as that is SENDING.
            Database.change(
                    world.tenant,
                    "update cases set in_delivery = true, next_action = 'DELIVER_REMINDER', next_level = 2");
            Database.change(
                    world.tenant,
                    "update reminders set state = 'SENDING', sent_at = null, attempt_at = now() - interval '1 hour' where level = 2");

            assertThat(world.awaitReminder(invoice, 2, "UNCONFIRMED").getString("reason"))
                    .isEqualTo("no outcome was recorded");
            assertThat(world.dunned(invoice).getInt("nextAction.level")).isEqualTo(3);
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    @Test
    void reminderThatWaitedUntilQuietTimeLeavesWhenTheClockHasMovedBeyondIt() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            policy(world, World.ISSUED, "[\"SATURDAY\",\"SUNDAY\"]", 8);
            mailServerGoesDown();
            UUID invoice = overdueInvoice(world, address);
            world.awaitReminder(invoice, 1, "PLANNED");
            world.moveTo(LocalDate.parse("2025-04-05"));
            MailServers.up();
            awaitWaitingFor(world, "2025-04-07 06:00:00");
            JsonPath waiting = world.awaitReminder(invoice, 1, "PLANNED");
            assertThat(waiting.getInt("attempts")).isZero();

            world.moveTo(LocalDate.parse("2025-04-07"));

            JsonPath sent = world.awaitReminder(invoice, 1, "SENT");
            assertThat(sent.getString("sentAt")).isEqualTo("2025-04-07T12:00:00Z");
            assertThat(sent.getInt("attempts")).isEqualTo(1);
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    @Test
    void quietTimeOfATenantOnTheSystemClockEndsByItself() {
        try (World world = World.onSystemClock()) {
            String address = world.tenant + "@debtor.example";
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            policy(world, today, "[]", 0);
            mailServerGoesDown();
            UUID invoice = world.invoice(world.customer("en", address));
            world.overdue(invoice);
            world.awaitReminder(invoice, 1, "PLANNED");
            quietWeekdays(
                    world,
                    "[\"%s\",\"%s\"]"
                            .formatted(today.getDayOfWeek(), today.plusDays(1).getDayOfWeek()));
            MailServers.up();
            awaitWaitingFor(world, "");
            assertThat(world.awaitReminder(invoice, 1, "PLANNED").getInt("attempts"))
                    .isZero();

            quietWeekdays(world, "[]");
            Database.change(world.tenant, "update reminders set waits_until = now() + interval '1 second'");

            assertThat(world.awaitReminder(invoice, 1, "SENT").getInt("attempts"))
                    .isEqualTo(1);
            assertThat(MailServers.received(address)).hasSize(1);
        }
    }

    /** One level, three days after the due date. */
    private static void policy(World world, LocalDate from, String quietWeekdays, int sendFromHour) {
        world.as("admin")
                .header("Idempotency-Key", "policy")
                .contentType(ContentType.JSON)
                .body(
                        """
                        {"effectiveFrom":"%s","minimumGapDays":5,"reviewAfterDays":14,"quietWeekdays":%s,"sendFromHour":%d,
                         "minimumOpenAmounts":[],"levels":[{"name":"Late","days":3,"tone":"FRIENDLY"}]}"""
                                .formatted(from, quietWeekdays, sendFromHour))
                .post("/v1/policies")
                .then()
                .statusCode(201);
    }

    private static void quietWeekdays(World world, String weekdays) {
        Database.changeAsOwner(
                "update policies set definition = jsonb_set(definition, '{quiet,quietWeekdays}', '%s') where tenant_id = '%s'"
                        .formatted(weekdays, world.tenant));
    }

    private static void awaitWaitingFor(World world, String moment) {
        Awaits.until("the reminder waits until " + moment, () -> Database.texts(
                        world.tenant,
                        "select (waits_until at time zone 'UTC')::text from reminders where waits_until is not null")
                .stream()
                .anyMatch(waitsUntil -> waitsUntil.startsWith(moment)));
    }

    private static UUID overdueInvoice(World world, String address) {
        UUID invoice = world.invoice(world.customer("en", address));
        world.dunned(invoice);
        world.moveTo(LocalDate.parse("2025-04-03"));
        world.overdue(invoice);
        return invoice;
    }
}
