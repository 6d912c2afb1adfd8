package io.receivables.dunning.support;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Arrays;
import java.util.List;

/** What listens on the mail server's port: nothing, GreenMail, or a server that follows a script. */
public final class MailServers {

    private static final long START_MILLIS = 60_000;

    private static GreenMail greenMail;
    private static ScriptedSmtpServer scripted;

    private MailServers() {}

    /** Makes sure GreenMail is up. */
    public static synchronized void up() {
        if (greenMail == null) {
            down();
            ServerSetup setup = new ServerSetup(port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
            setup.setServerStartupTimeout(START_MILLIS);
            GreenMail server = new GreenMail(setup);
            server.start();
            greenMail = server;
        }
    }

    /** Nothing listens any more. */
    public static synchronized void down() {
        if (greenMail != null) {
            greenMail.stop();
            greenMail = null;
        }
        if (scripted != null) {
            scripted.close();
            scripted = null;
        }
    }

    /** A server that answers as told. */
    public static synchronized ScriptedSmtpServer scripted(ScriptedSmtpServer.Script script) {
        down();
        scripted = new ScriptedSmtpServer(port(), script);
        return scripted;
    }

    /** What GreenMail got for one recipient. */
    public static synchronized List<MimeMessage> received(String recipient) {
        return Arrays.stream(greenMail.getReceivedMessages())
                .filter(message -> recipient(message).equals(recipient))
                .toList();
    }

    private static String recipient(MimeMessage message) {
        try {
            return message.getAllRecipients()[0].toString();
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int port() {
        return Integer.getInteger(MailServerResource.PORT);
    }
}
