package io.receivables.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A TCP proxy that can cut, silence, slow down and forget what goes through it. */
public final class Proxy implements AutoCloseable {

    /** What happens to connections and bytes. */
    public enum Mode {
        PASS,
        /** Connections are reset and new ones refused. */
        CUT,
        /** Connections stay open and nothing gets through in either direction until the mode changes. */
        SILENT,
        /** Every piece is held up for a while. */
        SLOW
    }

    private static final int PIECE = 16 * 1024;
    private static final long STACK = 128 * 1024;
    private static final long DELAY_MILLIS = 40;
    private static final long LOOK_MILLIS = 20;

    private final ServerSocket listener;
    private final int target;
    /** Both ends of every connection, with its number. */
    private final Map<Socket, Integer> open = new ConcurrentHashMap<>();
    /** The ends of those who came here, too. */
    private final Map<Socket, Integer> clients = new ConcurrentHashMap<>();

    private int connections;
    private volatile int forgotten;
    private volatile Mode mode = Mode.PASS;

    public Proxy(int target) {
        this.target = target;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 512);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void mode(Mode next) {
        mode = next;
        if (next == Mode.CUT) {
            cut();
        }
    }

    /**
     * From now on nothing gets through the connections that are open, and no end of one side is told to the other, as when a machine or
     * a network on the way is gone. New ones pass.
     */
    public synchronized void forget() {
        forgotten = connections;
    }

    /** Whether nobody holds on to a connection that was forgotten. */
    public boolean isForgottenByAll() {
        return clients.values().stream().noneMatch(this::isForgotten);
    }

    private void cut() {
        open.forEach((socket, number) -> {
            if (!isForgotten(number)) {
                reset(socket);
            }
        });
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                if (mode == Mode.CUT) {
                    reset(client);
                } else {
                    connect(client);
                }
            } catch (IOException e) {
                pause(LOOK_MILLIS);
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            int number = note(client, server);
            start("up", () -> pump(client, server, number));
            start("down", () -> pump(server, client, number));
        } catch (IOException e) {
            reset(client);
        }
    }

    private synchronized int note(Socket client, Socket server) {
        connections++;
        open.put(client, connections);
        open.put(server, connections);
        clients.put(client, connections);
        return connections;
    }

    private void pump(Socket from, Socket to, int number) {
        byte[] piece = new byte[PIECE];
        try (from) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                hold();
                if (!isForgotten(number)) {
                    out.write(piece, 0, read);
                }
            }
        } catch (IOException e) {
            // One side is gone; the other one follows.
        } finally {
            open.remove(from);
            clients.remove(from);
            if (!isForgotten(number)) {
                close(to);
            }
        }
    }

    private boolean isForgotten(int number) {
        return number <= forgotten;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hold() {
        if (mode == Mode.SLOW) {
            pause(DELAY_MILLIS);
        }
        while (mode == Mode.SILENT) {
            pause(LOOK_MILLIS);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed already.
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(String name, Runnable work) {
        Thread thread = new Thread(null, work, "proxy-" + target + "-" + name, STACK);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open.keySet().forEach(Proxy::reset);
    }
}
