package io.receivables.dunning.reminder.mail;

import io.receivables.dunning.reminder.model.Delivery;
import io.vertx.ext.mail.SMTPException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.UUID;

/**
 * Reads out of a failure whether the message can have left. Only a reply to a command before the message text, or a
 * connection that was never made, proves that it has not; everything else counts as unknown and is not repeated.
 */
final class SmtpOutcome {

    /** How the mail client words a negative reply to the end of the message text. */
    private static final String AFTER_TEXT = "sending data failed";
    /** How the mail client words a negative reply to RCPT TO. */
    private static final String RECIPIENT = "recipient address not accepted";

    private SmtpOutcome() {}

    static Delivery of(UUID reminderId, Throwable failure) {
        String reason = describe(failure);
        if (failure instanceof SMTPException refused) {
            return refused(reminderId, refused, reason);
        }
        return neverConnected(failure)
                ? new Delivery.Postponed(reminderId, reason, false)
                : new Delivery.Unknown(reminderId, reason, false);
    }

    private static Delivery refused(UUID reminderId, SMTPException refused, String reason) {
        if (reason.startsWith(AFTER_TEXT)) {
            return new Delivery.Unknown(reminderId, reason, true);
        }
        return reason.startsWith(RECIPIENT) && refused.isPermanent()
                ? new Delivery.Refused(reminderId, reason)
                : new Delivery.Postponed(reminderId, reason, true);
    }

    /** Netty's own connection failures extend these. */
    private static boolean neverConnected(Throwable failure) {
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || failure instanceof NoRouteToHostException;
    }

    private static String describe(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
