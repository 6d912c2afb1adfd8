package io.receivables.dunning.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.receivables.dunning.events.DunningEvent;
import io.receivables.dunning.support.Database;
import io.receivables.dunning.support.DunningIT;
import io.receivables.dunning.support.MailServers;
import io.receivables.dunning.support.World;
import io.receivables.testkit.Awaits;
import io.receivables.testkit.EventContracts;
import io.receivables.testkit.ObservedEvent;
import io.receivables.testkit.TopicProbe;
import io.restassured.path.json.JsonPath;
import jakarta.mail.internet.MimeMessage;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReminderIT extends DunningIT {

    @BeforeEach
    void mailServer() {
        MailServers.up();
    }

    @Test
    void remindersGoOutOnTheConfiguredDaysAndEveryEventKeepsItsContractAndOrder() throws Exception {
        try (World world = new World();
                TopicProbe cases = TopicProbe.on(DunningEvent.TOPIC)) {
            String address = world.tenant + "@debtor.example";
            UUID invoice = world.invoice(world.customer("hr", address));
            assertThat(world.dunned(invoice).getString("nextAction.on")).isEqualTo("2025-03-28");

            world.moveTo(LocalDate.parse("2025-03-27"));
            world.moveTo(LocalDate.parse("2025-03-28"));
            world.awaitReminder(invoice, 1, "SENT");
            world.moveTo(LocalDate.parse("2025-04-03"));
            world.overdue(invoice);
            JsonPath second = world.awaitReminder(invoice, 2, "SENT");
            world.moveTo(LocalDate.parse("2025-04-14"));
            world.awaitReminder(invoice, 3, "SENT");
            world.moveTo(LocalDate.parse("2025-04-30"));
            world.awaitReminder(invoice, 4, "SENT");

            JsonPath dunned = world.dunned(invoice);
            assertThat(dunned.getString("nextAction.kind")).isEqualTo("REVIEW");
            assertThat(dunned.getInt("level")).isEqualTo(4);
            List<MimeMessage> mails = MailServers.received(address);
            assertThat(mails).hasSize(4);
            MimeMessage mail = mails.get(1);
            assertThat(mail.getSubject()).isEqualTo("Podsjetnik: račun " + World.number(invoice));
            assertThat(mail.getMessageID()).isEqualTo(second.getString("messageId"));
            assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(mail.getContent().toString().replace("\r\n", "\n").strip())
                    .isEqualTo(second.getString("body").strip())
                    .contains("1.302,50\u00a0EUR", "31. ožujka 2025.", "RF07INV2025000042")
                    .contains("HU42 1177 3016 1111 1018 0000 0000", "Duna Kereskedelmi Kft.");
            assertThat(second.getString("recipient")).isEqualTo(address);
            assertThat(second.getString("sentAt")).isEqualTo("2025-04-03T12:00:00Z");

            List<ObservedEvent> events = cases.awaitCount(world.tenant, UUID.fromString(dunned.getString("id")), 8);
            events.forEach(EventContracts::assertValid);
            assertThat(events).extracting(ObservedEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            assertThat(events)
                    .extracting(event -> event.type() + event.data().path("level"))
                    .containsExactly(
                            "DunningLevelReached.v11", "ReminderSent.v11",
                            "DunningLevelReached.v12", "ReminderSent.v12",
                            "DunningLevelReached.v13", "ReminderSent.v13",
                            "DunningLevelReached.v14", "ReminderSent.v14");
        }
    }

    @Test
    void everyLanguageIsWrittenInItsOwnWords() throws Exception {
        Map<String, String> subjects = Map.of(
                "hu", "Emlékeztető: ",
                "hr", "Podsjetnik: ",
                "ro", "Memento de plată: ",
                "zh", "付款提醒",
                "da", "Betalingspåmindelse: ",
                "en", "Reminder: ",
                "de", "Reminder: ");
        try (World world = new World()) {
            Map<String, UUID> invoices = new HashMap<>();
            subjects.keySet()
                    .forEach(language ->
                            invoices.put(language, world.invoice(world.customer(language, address(world, language)))));
            world.moveTo(LocalDate.parse("2025-04-05"));
            invoices.values().forEach(world::overdue);

            for (Map.Entry<String, UUID> each : invoices.entrySet()) {
                world.awaitReminder(each.getValue(), 2, "SENT");
                List<MimeMessage> mails = MailServers.received(address(world, each.getKey()));
                assertThat(mails).hasSize(1);
                assertThat(mails.get(0).getSubject()).startsWith(subjects.get(each.getKey()));
            }
        }
    }

    @Test
    void clockThatJumpsSendsOneReminderPerGapAndNeverTwoOnOneDay() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            UUID invoice = world.invoice(world.customer("en", address));
            world.moveTo(LocalDate.parse("2025-06-30"));
            world.overdue(invoice);

            world.awaitReminder(invoice, 2, "SENT");
            assertThat(world.awaitReminder(invoice, 1, "SKIPPED").getString("reason"))
                    .isEqualTo("PRE_DUE_TIME_PASSED");
            assertThat(world.dunned(invoice).getString("nextAction.on")).isEqualTo("2025-07-05");
            world.moveTo(LocalDate.parse("2025-07-04"));
            world.moveTo(LocalDate.parse("2025-07-05"));
            world.awaitReminder(invoice, 3, "SENT");

            assertThat(MailServers.received(address)).hasSize(2);
        }
    }

    @Test
    void paymentStopsItAtOnceAndAReturnedPaymentContinuesAtTheNextLevel() {
        try (World world = new World()) {
            String address = world.tenant + "@debtor.example";
            UUID invoice = world.invoice(world.customer("da", address));
            world.moveTo(LocalDate.parse("2025-04-03"));
            world.overdue(invoice);
            world.awaitReminder(invoice, 2, "SENT");

            world.pay(invoice);
            assertThat(world.dunned(invoice).getString("closeReason")).isEqualTo("PAID");
            assertThat(world.dunned(invoice).getString("nextAction")).isNull();
            world.moveTo(LocalDate.parse("2025-04-20"));
            UUID witness = world.invoice(world.customer("en", "w-" + address));
            world.overdue(witness);
            world.awaitReminder(witness, 2, "SENT");
            assertThat(MailServers.received(address)).hasSize(1);

            world.owes(invoice, "1302.50", "0.00", "REVERSED");
            world.awaitReminder(invoice, 3, "SENT");
            assertThat(MailServers.received(address)).hasSize(2);
            assertThat(world.dunned(invoice).getString("state")).isEqualTo("OVERDUE");
        }
    }

    @Test
    void fullCreditNoteStopsItBeforeTheOpenItemSaysSo() {
        try (World world = new World()) {
            UUID invoice = world.invoice(world.customer("en", world.tenant + "@debtor.example"));
            world.credit(invoice);

            Awaits.until("closed", () -> "CREDITED".equals(world.dunned(invoice).getString("closeReason")));
        }
    }

    @Test
    void wordOnPaymentThatComesBeforeTheInvoiceIsNotLost() {
        try (World world = new World()) {
            UUID customer = world.customer("en", world.tenant + "@debtor.example");
            UUID late = UUID.randomUUID();
            world.owes(late, "0.00", "0.00", "ALLOCATED");
            UUID witness = world.invoice(customer);
            world.dunned(witness);
            Awaits.until(
                    "the word is there",
                    () -> Database.number(
                                    world.tenant, "select count(*) from open_items where invoice_id = '" + late + "'")
                            == 1);

            var issued = EventContracts.example("InvoiceIssued.v1")
                    .put("invoiceId", late.toString())
                    .put("customerId", customer.toString());
            world.send("InvoiceIssued.v1", late, issued);

            assertThat(world.dunned(late).getString("state")).isEqualTo("CLOSED");
        }
    }

    @Test
    void customerWithoutAnAddressIsRecordedAndTheCaseContinues() {
        try (World world = new World();
                TopicProbe cases = TopicProbe.on(DunningEvent.TOPIC)) {
            UUID invoice = world.invoice(world.customer("hu", ""));
            world.moveTo(LocalDate.parse("2025-04-03"));
            world.overdue(invoice);

            JsonPath reminder = world.awaitReminder(invoice, 2, "NOT_DELIVERABLE");
            assertThat(reminder.getString("reason")).isEqualTo("NO_EMAIL_ADDRESS");
            assertThat(reminder.getString("body")).contains("Tisztelt");
            world.moveTo(LocalDate.parse("2025-04-14"));
            world.awaitReminder(invoice, 3, "NOT_DELIVERABLE");
            UUID id = UUID.fromString(world.dunned(invoice).getString("id"));
            assertThat(cases.awaitCount(world.tenant, id, 2))
                    .extracting(ObservedEvent::type)
                    .containsExactly("DunningLevelReached.v1", "DunningLevelReached.v1");
        }
    }

    private static String address(World world, String language) {
        return language + "-" + world.tenant + "@debtor.example";
    }
}
