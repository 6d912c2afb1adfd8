package io.receivables.torture.reminders;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** A mail that the mail server acknowledged. */
record Mail(Path file, String messageId, String recipient, String subject) {

    /** The reminder that the message id names: {@code <reminder.(id)@domain>}. */
    String reminderId() {
        return messageId.replaceFirst("^<reminder\\.", "").replaceFirst("@.*$", "");
    }

    static Mail read(Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            MimeMessage message = new MimeMessage(Session.getInstance(new Properties()), content);
            return new Mail(
                    file, message.getMessageID(), message.getAllRecipients()[0].toString(), message.getSubject());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (MessagingException e) {
            throw new IllegalStateException(file + " is no mail", e);
        }
    }
}
