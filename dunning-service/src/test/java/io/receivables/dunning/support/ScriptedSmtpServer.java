package io.receivables.dunning.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A small SMTP server that misbehaves on purpose and counts what it saw. */
public final class ScriptedSmtpServer implements AutoCloseable {

    /** Greeting, of which an empty one never comes, and reply to RCPT TO and to the end of the text, of which an empty one cuts the connection. */
    public record Script(String greeting, String recipient, String endOfText) {
        /** Greets like any server. */
        public Script(String recipient, String endOfText) {
            this("220 scripted", recipient, endOfText);
        }
    }

    private final ServerSocket listener;
    private final Script script;
    private final AtomicInteger texts = new AtomicInteger();
    private final AtomicInteger recipients = new AtomicInteger();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final Thread acceptor;

    ScriptedSmtpServer(int port, Script script) {
        this.script = script;
        try {
            listener = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        acceptor = start(this::accept);
    }

    /** How many message texts arrived in full. */
    public int texts() {
        return texts.get();
    }

    /** How many recipients were named. */
    public int recipients() {
        return recipients.get();
    }

    /** How many connections were made. */
    public int connections() {
        return connections.size();
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                connections.add(socket);
                start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            say(out, script.greeting());
            String line = in.readLine();
            while (line != null && answer(line.toUpperCase(java.util.Locale.ROOT), in, out)) {
                line = in.readLine();
            }
        } catch (IOException closed) {
            // The client went away.
        }
    }

    private boolean answer(String command, BufferedReader in, OutputStream out) throws IOException {
        if (command.startsWith("RCPT")) {
            recipients.incrementAndGet();
            return say(out, script.recipient());
        }
        if (command.equals("DATA")) {
            say(out, "354 go on");
            String line = in.readLine();
            while (line != null && !line.equals(".")) {
                line = in.readLine();
            }
            texts.incrementAndGet();
            return say(out, script.endOfText());
        }
        return say(out, command.startsWith("QUIT") ? "221 bye" : "250 ok");
    }

    private static boolean say(OutputStream out, String reply) throws IOException {
        if (reply.isEmpty()) {
            return false;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return true;
    }

    /** The port is free only when nobody waits for a connection any more: whoever still does holds the listening socket. */
    @Override
    public void close() {
        try {
            listener.close();
            acceptor.join();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
