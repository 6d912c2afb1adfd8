package io.receivables.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCatcherIT {

    @Test
    void everyMailIsAFileAndALineOfTheIndexAndCountingContinuesAfterARestart(@TempDir Path folder) throws Exception {
        int port = Ports.free().smtp();
        try (MailCatcher mails = MailCatcher.start(port, folder)) {
            send(port, "racuni@example.hr", "Podsjetnik: račun HR-2025-000042");
            send(port, "fizetes@example.hu", "Emlékeztető");
            assertThat(mails.count()).isEqualTo(2);
        }
        try (MailCatcher mails = MailCatcher.start(port, folder)) {
            send(port, "regnskab@example.dk", "Rykker");
            assertThat(mails.count()).isEqualTo(3);
            assertThat(Files.readAllLines(mails.index()))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .startsWith("000001.eml")
                                    .endsWith("Podsjetnik: račun HR-2025-000042"),
                            line -> assertThat(line).startsWith("000002.eml").contains("fizetes@example.hu"),
                            line -> assertThat(line).startsWith("000003.eml").contains("regnskab@example.dk"));
            assertThat(Files.readString(folder.resolve("000003.eml"))).contains("Subject: Rykker");
        }
    }

    private static void send(int port, String to, String subject) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "localhost");
        properties.put("mail.smtp.port", Integer.toString(port));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("billing@demo.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        message.setText("Please pay.", "UTF-8");
        Transport.send(message);
    }
}
