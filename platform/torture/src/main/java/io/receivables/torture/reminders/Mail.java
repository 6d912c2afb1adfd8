package io.receivables.torture.reminders;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A mail that the mail server acknowledged. */
record Mail(Path file, String messageId, String recipient, String subject) {

    /** The reminder that the message id names: {@code <reminder.(id)@domain>}. */
    String reminderId() {
        return messageId.replaceFirst("^<reminder\\.", "").replaceFirst("@.*$", "");
    }

    /** The mails to a tenant's debtors. */
    static List<Mail> of(String tenant, Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .map(Mail::read)
                    .filter(mail -> mail.recipient().endsWith("@" + tenant + ".example"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mail read(Path file) {
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
