package io.receivables.dunning.events;

import static io.receivables.dunning.dunningcase.model.Cases.noon;
import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.events.OutboxEvent;
import io.receivables.chassis.json.Json;
import io.receivables.dunning.dunningcase.model.Cases;
import io.receivables.dunning.dunningcase.model.Customer;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.policy.model.DunningPolicy;
import io.receivables.dunning.policy.model.Tone;
import io.receivables.dunning.reminder.model.Addressee;
import io.receivables.dunning.reminder.model.Language;
import io.receivables.dunning.reminder.model.Letter;
import io.receivables.dunning.reminder.model.Reminder;
import io.receivables.dunning.reminder.model.ReminderTexts;
import io.receivables.testkit.EventContracts;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PublishedEventsTest {

    @Test
    void bothEventsKeepTheirContractOnTheBuiltInPolicyToo() {
        DunningCase dunned = Cases.open(DunningPolicy.DEFAULT);
        Instant now = noon(Cases.DUE);
        Letter letter = ReminderTexts.load()
                .write(
                        Tone.FRIENDLY,
                        Language.HR,
                        "A",
                        dunned.invoice(),
                        dunned.balance().open());
        Addressee addressee = Addressee.of(new Customer("A", "hr", List.of("a@b.example")));
        Reminder reminder = Reminder.planned(UUID.randomUUID(), dunned, DunningPolicy.DEFAULT.level(2), now)
                .again(addressee, letter, dunned.balance().open());

        OutboxEvent reached = new DunningLevelReached(
                        dunned.id(),
                        dunned.invoice().invoiceId(),
                        dunned.invoice().number(),
                        dunned.invoice().customerId(),
                        2,
                        DunningPolicy.DEFAULT.level(2).name(),
                        dunned.policyVersion(),
                        now,
                        "EUR",
                        dunned.balance().open().amount())
                .at(1);
        OutboxEvent sent = ReminderSent.of(reminder, now).at(2);

        assertThat(reached.type()).isEqualTo("DunningLevelReached.v1");
        assertThat(sent.type()).isEqualTo("ReminderSent.v1");
        EventContracts.assertValid(reached.type(), Json.bytes(reached.payload()));
        EventContracts.assertValid(sent.type(), Json.bytes(sent.payload()));
    }
}
