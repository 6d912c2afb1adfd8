package io.receivables.local.system;

import io.receivables.testkit.KafkaBroker;
import io.receivables.testkit.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The Kafka broker of the local system, in a JVM of its own. */
final class BrokerPart {

    private final int port;
    private final int advertised;
    private final JavaProcess process;

    BrokerPart(Settings settings, Wiring wiring, Watchdog watchdog) {
        this.port = settings.ports().kafka();
        this.advertised = wiring.advertisedKafkaPort(port);
        List<String> arguments = new ArrayList<>(settings.sizing().broker());
        arguments.addAll(settings.archives().options("kafka", settings.repository()));
        arguments.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                settings.data().resolve("kafka").toString(),
                Integer.toString(port),
                Integer.toString(advertised)));
        this.process = new JavaProcess(
                "Kafka",
                arguments,
                Map.of(),
                settings.repository(),
                settings.logs().resolve("kafka.log"),
                watchdog);
    }

    /** Starts the broker, waits until it answers and makes sure that every topic is there. */
    void start() {
        process.start();
        Readiness.until("Kafka", process, this::answers);
        Topics.create(bootstrapServers());
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String bootstrapServers() {
        return "localhost:" + advertised;
    }

    JavaProcess process() {
        return process;
    }

    void requestStop() {
        process.requestStop();
    }

    void awaitStop(Duration limit) {
        process.awaitStop(limit);
    }
}
