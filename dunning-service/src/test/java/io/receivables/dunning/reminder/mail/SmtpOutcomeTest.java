package io.receivables.dunning.reminder.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.dunning.reminder.model.Delivery;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SmtpOutcomeTest {

    private static final UUID ID = UUID.randomUUID();

    @Test
    void serverThatWasNeverReachedMayBeTriedAgain() {
        assertThat(SmtpOutcome.of(ID, new ConnectException("refused")))
                .isEqualTo(new Delivery.Postponed(ID, "refused", false));
        assertThat(SmtpOutcome.of(ID, new UnknownHostException("mail"))).isInstanceOf(Delivery.Postponed.class);
    }

    @Test
    void negativeReplyBeforeTheTextMayBeTriedAgain() {
        assertThat(outcome("recipient address not accepted", 451)).isInstanceOf(Delivery.Postponed.class);
        assertThat(outcome("sender address not accepted", 550)).isInstanceOf(Delivery.Postponed.class);
        assertThat(outcome("DATA command not accepted", 554)).isInstanceOf(Delivery.Postponed.class);
    }

    @Test
    void recipientRefusedForGoodIsNotTriedAgain() {
        assertThat(outcome("recipient address not accepted", 550)).isInstanceOf(Delivery.Refused.class);
    }

    @Test
    void anythingAfterTheTextIsUnknown() {
        assertThat(outcome("sending data failed", 554)).isInstanceOf(Delivery.Unknown.class);
        assertThat(SmtpOutcome.of(ID, new IOException("socket was closed unexpected.")))
                .isInstanceOf(Delivery.Unknown.class);
        assertThat(SmtpOutcome.of(ID, new TimeoutException())).isInstanceOf(Delivery.Unknown.class);
    }

    @Test
    void onlyAReplyShowsThatTheServerIsThere() {
        assertThat(outcome("recipient address not accepted", 451).answered()).isTrue();
        assertThat(outcome("sending data failed", 554).answered()).isTrue();
        assertThat(SmtpOutcome.of(ID, new IOException("socket was closed unexpected."))
                        .answered())
                .isFalse();
        assertThat(SmtpOutcome.of(ID, new TimeoutException()).answered()).isFalse();
    }

    private static Delivery outcome(String message, int code) {
        return SmtpOutcome.of(ID, new SMTPException(message, code, List.of(code + " text"), false));
    }
}
