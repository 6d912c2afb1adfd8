package io.receivables.dunning.reminder.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.dunning.dunningcase.model.Customer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddresseeTest {

    @Test
    void exactlyOnePlainAddressIsAccepted() {
        assertThat(EmailAddress.parse(" racuni@adria.example ")).contains(new EmailAddress("racuni@adria.example"));
        assertThat(EmailAddress.parse("ana.k+1@sub.adria.example")).isPresent();
        assertThat(EmailAddress.parse("ugyfel@példa.hu")).contains(new EmailAddress("ugyfel@xn--plda-bpa.hu"));
    }

    @Test
    void anythingThatCouldSmuggleARecipientOrHeaderIsRefused() {
        for (String bad : List.of(
                "a@b.example,c@d.example",
                "a@b.example\r\nBcc: c@d.example",
                "Ana <a@b.example>",
                "a@b.example>",
                "\"a b\"@c.example",
                "a b@c.example",
                "@c.example",
                "a@",
                "a",
                "",
                "a..b@c.example",
                ".a@c.example",
                "a@-c.example",
                "á@c.example",
                "a@" + "b".repeat(300) + ".example")) {
            assertThat(EmailAddress.parse(bad)).as(bad).isEmpty();
        }
    }

    @Test
    void firstValidAddressIsUsedAndTheReasonIsNamedWhenThereIsNone() {
        assertThat(of(List.of("bad", "ok@a.example")).email()).contains(new EmailAddress("ok@a.example"));
        assertThat(of(List.of()).problem()).contains(Addressee.NO_EMAIL);
        assertThat(of(List.of("bad")).problem()).contains(Addressee.INVALID_EMAIL);
    }

    private static Addressee of(List<String> emails) {
        return Addressee.of(new Customer("A", "hu", emails));
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        RetryPause pause = new RetryPause(Duration.ofSeconds(5), Duration.ofMinutes(15));

        assertThat(pause.after(1)).hasSeconds(5);
        assertThat(pause.after(2)).hasSeconds(10);
        assertThat(pause.after(8)).hasSeconds(640);
        assertThat(pause.after(9)).hasMinutes(15);
        assertThat(pause.after(Integer.MAX_VALUE)).hasMinutes(15);
    }
}
