package io.receivables.testkit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Local TCP ports: a free one, or a clear sentence when the wanted one is taken.
 *
 * <p>Free ports lie below the range from which the kernel takes the ports of outgoing connections. A server that is
 * stopped and started again on such a port finds it free, and a client that calls it meanwhile cannot be connected to
 * itself.
 */
public final class Ports {

    private static final int LOWEST = 20_000;
    private static final int ABOVE_HIGHEST = 32_000;
    private static final int ATTEMPTS = 1_000;

    private static final Set<Integer> HANDED_OUT = new HashSet<>();

    private Ports() {}

    /** A port that nothing listens on and that no other call in this process was given. */
    public static synchronized int free() {
        RandomGenerator random = RandomGenerator.getDefault();
        for (int i = 0; i < ATTEMPTS; i++) {
            int candidate = random.nextInt(LOWEST, ABOVE_HIGHEST);
            if (!HANDED_OUT.contains(candidate) && probe(candidate) == null) {
                HANDED_OUT.add(candidate);
                return candidate;
            }
        }
        throw new IllegalStateException("No free TCP port from " + LOWEST + " to " + (ABOVE_HIGHEST - 1));
    }

    /** Returns the wanted port, or a free one for 0. */
    static int choose(int wanted, String who) {
        if (wanted == 0) {
            return free();
        }
        IOException taken = probe(wanted);
        if (taken != null) {
            throw new IllegalStateException(who + " cannot start: port " + wanted + " is in use.", taken);
        }
        return wanted;
    }

    private static IOException probe(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
