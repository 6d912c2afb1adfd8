package io.receivables.local.system;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.receivables.local.LocalFailure;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A real SMTP server that delivers nothing: every message becomes an .eml file and a line of {@code index.tsv} (file, time, recipient, subject)
 * before the sender gets its receipt, so what was acknowledged can be read.
 */
public final class MailCatcher implements AutoCloseable {

    private static final long START_MILLIS = 20_000;

    private final GreenMail server;
    private final Path folder;
    private final AtomicInteger received;

    private MailCatcher(GreenMail server, Path folder, int alreadyThere) {
        this.server = server;
        this.folder = folder;
        this.received = new AtomicInteger(alreadyThere);
    }

    public static MailCatcher start(int port, Path folder) {
        ServerSetup setup = new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_MILLIS);
        GreenMail server = new GreenMail(setup);
        MailCatcher catcher = new MailCatcher(server, folder, countFiles(folder));
        server.getUserManager().setMessageDeliveryHandler(catcher::keep);
        try {
            server.start();
        } catch (RuntimeException e) {
            throw new LocalFailure("The mail server did not start on port " + port + ": " + e.getMessage(), e);
        }
        return catcher;
    }

    private static int countFiles(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                return (int) files.filter(f -> f.toString().endsWith(".eml")).count();
            }
        } catch (IOException e) {
            throw new LocalFailure("The mail folder " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private synchronized GreenMailUser keep(MovingMessage message, MailAddress recipient) {
        String name = String.format("%06d.eml", received.get() + 1);
        try {
            write(message, folder.resolve(name));
            String line = String.join(
                    "\t", name, Instant.now().toString(), recipient.getEmail(), subject(message.getMessage()));
            Files.writeString(
                    index(), line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("mail not kept", e);
        } catch (MessagingException e) {
            throw new IllegalStateException("mail not readable", e);
        }
        received.incrementAndGet();
        return new Nobody(recipient.getEmail());
    }

    /** A file has its name when it is whole. */
    private static void write(MovingMessage message, Path file) throws IOException, MessagingException {
        Path begun = file.resolveSibling("begun.tmp");
        try (OutputStream content = Files.newOutputStream(begun)) {
            message.getMessage().writeTo(content);
        }
        Files.move(begun, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String subject(MimeMessage message) throws MessagingException {
        String subject = message.getSubject();
        return subject == null ? "" : subject.replaceAll("[\\t\\r\\n]", " ");
    }

    /** Messages in the folder, one per recipient. */
    public int count() {
        return received.get();
    }

    public Path folder() {
        return folder;
    }

    public Path index() {
        return folder.resolve("index.tsv");
    }

    @Override
    public void close() {
        server.stop();
    }

    /** The mailbox behind every address: the message is on disk already, memory keeps none. */
    private record Nobody(String address) implements GreenMailUser {

        @Override
        public String getEmail() {
            return address;
        }

        @Override
        public String getLogin() {
            return address;
        }

        @Override
        public void deliver(MovingMessage message) {}

        @Override
        public void deliver(MimeMessage message) {}

        @Override
        public void create() {}

        @Override
        public void delete() {}

        @Override
        public String getPassword() {
            return address;
        }

        @Override
        public void setPassword(String password) {}

        @Override
        public void authenticate(String password) {}

        @Override
        public String getQualifiedMailboxName() {
            return address;
        }
    }
}
