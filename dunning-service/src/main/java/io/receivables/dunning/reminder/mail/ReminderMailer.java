package io.receivables.dunning.reminder.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.model.Delivery;
import io.receivables.dunning.reminder.model.Letter;
import io.receivables.dunning.reminder.model.Reminder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Hands one reminder to the mail server and says what is known afterwards; it never fails and never tries twice. */
@ApplicationScoped
public class ReminderMailer {

    private final ReactiveMailer mailer;
    private final DunningConfig config;

    ReminderMailer(ReactiveMailer mailer, DunningConfig config) {
        this.mailer = mailer;
        this.config = config;
    }

    /** Sends the letter of a claimed reminder. */
    public Uni<Delivery> send(Reminder reminder) {
        return Uni.createFrom()
                .deferred(() -> mailer.send(mail(reminder)))
                .invoke(() -> Failpoint.reach("reminder.after-send"))
                .ifNoItem()
                .after(config.delivery().timeout())
                .fail()
                .<Delivery>map(sent -> new Delivery.Accepted(reminder.id()))
                .onFailure()
                .recoverWithItem(failure -> SmtpOutcome.of(reminder.id(), failure));
    }

    private Mail mail(Reminder reminder) {
        Letter letter = reminder.letter().orElseThrow();
        return Mail.withText(reminder.recipient().orElseThrow(), letter.subject(), letter.body())
                .addHeader("Message-ID", reminder.messageId(config.messageIdDomain()))
                .addHeader("Auto-Submitted", "auto-generated")
                .addHeader("Content-Language", letter.language().code());
    }
}
