package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** TCP ports of everything that listens; all of them on the loopback address only. */
public record Ports(Map<ServiceName, Integer> services, int postgres, int kafka, int smtp) {

    private static final int POSTGRES = 15432;
    private static final int KAFKA = 19092;
    private static final int SMTP = 10025;

    /** The well-known ports that the documentation shows. */
    public static Ports usual() {
        Map<ServiceName, Integer> services = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            services.put(service, service.usualPort());
        }
        return new Ports(services, POSTGRES, KAFKA, SMTP);
    }

    /** Ports that are free now, for tests that run beside anything else. */
    public static Ports free() {
        Map<ServiceName, Integer> services = new EnumMap<>(ServiceName.class);
        for (ServiceName service : ServiceName.values()) {
            services.put(service, freePort());
        }
        return new Ports(services, freePort(), freePort(), freePort());
    }

    /** The same ports, but a free one for this service. */
    Ports withFree(ServiceName service) {
        Map<ServiceName, Integer> others = new EnumMap<>(services);
        others.put(service, freePort());
        return new Ports(others, postgres, kafka, smtp);
    }

    private static int freePort() {
        return io.receivables.testkit.Ports.free();
    }

    /** Fails when one of the ports is taken, and says by which part of the system it is needed. */
    void requireFree() {
        Map<String, Integer> needed = new LinkedHashMap<>();
        services.forEach((service, port) -> needed.put(service.id() + "-service", port));
        needed.put("PostgreSQL", postgres);
        needed.put("Kafka", kafka);
        needed.put("the mail server", smtp);
        needed.forEach(Ports::requireFree);
    }

    private static void requireFree(String user, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new LocalFailure(
                    "Port " + port + " is in use; " + user
                            + " needs it. Stop the other program, or set RECEIVABLES_PORTS=free to use any free ports.",
                    e);
        }
    }

    public int of(ServiceName service) {
        return services.get(service);
    }

    public String baseUrl(ServiceName service) {
        return "http://localhost:" + of(service);
    }
}
