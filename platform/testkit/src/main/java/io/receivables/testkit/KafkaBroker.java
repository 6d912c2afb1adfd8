package io.receivables.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A real single-node Kafka broker (KRaft) in this JVM, or in a JVM of its own through {@link #main}. */
public final class KafkaBroker implements AutoCloseable {

    private static final int NODE_ID = 1;

    /** Java's loggers are held weakly; these keep their level for the life of the JVM. */
    private static final List<Logger> QUIET = List.of(
            Logger.getLogger("kafka"),
            Logger.getLogger("org.apache.kafka"),
            Logger.getLogger("state.change.logger"),
            Logger.getLogger("org.apache.zookeeper"));

    private final KafkaRaftServer server;
    private final int port;
    private final Path directory;
    private final boolean temporary;

    private KafkaBroker(KafkaRaftServer server, int port, Path directory, boolean temporary) {
        this.server = server;
        this.port = port;
        this.directory = directory;
        this.temporary = temporary;
    }

    /** A broker for one test JVM: any free port, its own folder that is deleted afterwards. */
    public static KafkaBroker startTemporary() {
        return start(PrivateDirectory.create("kafka"), 0, 0, true);
    }

    /**
     * A broker whose topics survive: a second start with the same folder continues where the first one stopped.
     *
     * @param port the port to listen on, 0 for any free one
     */
    public static KafkaBroker startPersistent(Path directory, int port) {
        return startPersistent(directory, port, port);
    }

    /** The same, for clients who reach it by another port, which they are told. */
    public static KafkaBroker startPersistent(Path directory, int port, int advertised) {
        return start(directory, port, advertised, false);
    }

    /**
     * Runs a persistent broker until the process is asked to stop: {@code KafkaBroker <folder> <port> [<advertised port>]}.
     */
    public static void main(String[] args) {
        if (args.length < 2 || args.length > 3) {
            System.err.println("Usage: KafkaBroker <folder> <port> [<advertised port>]");
            System.exit(2);
        }
        try {
            KafkaBroker broker =
                    start(Path.of(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[args.length - 1]), false);
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "kafka-stop"));
            System.out.println("Kafka is ready on " + broker.bootstrapServers());
            broker.server.awaitShutdown();
        } catch (RuntimeException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static KafkaBroker start(Path directory, int port, int advertised, boolean temporary) {
        QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
        // Kafka needs Log4j's API on the class path but logs through SLF4J: there is no provider, and that is no error.
        System.getProperties().putIfAbsent("log4j2.statusLoggerLevel", "OFF");
        int chosen = Ports.choose(port, "Kafka");
        try {
            Files.createDirectories(directory);
            KafkaConfig config = KafkaConfig.fromProps(
                    properties(directory, chosen, advertised == 0 ? chosen : advertised, Ports.free()), false);
            format(directory);
            KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
            return new KafkaBroker(server, chosen, directory, temporary);
        } catch (Exception e) {
            throw new IllegalStateException("Kafka did not start in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static void format(Path directory) throws Exception {
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                .setNodeId(NODE_ID)
                .setClusterId(clusterId(directory))
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(log(directory).toString()))
                .setMetadataLogDirectory(log(directory).toString())
                .setReleaseVersion(MetadataVersion.latestProduction())
                .setIgnoreFormatted(true)
                .setUnstableFeatureVersionsEnabled(false);
        formatter.run();
    }

    private static String clusterId(Path directory) throws IOException {
        Path file = directory.resolve("cluster-id");
        if (!Files.exists(file)) {
            Files.writeString(file, Uuid.randomUuid().toString());
        }
        return Files.readString(file).trim();
    }

    private static Path log(Path directory) {
        return directory.resolve("log");
    }

    private static Properties properties(Path directory, int port, int advertised, int controllerPort) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("node.id", NODE_ID);
        settings.put("process.roles", "broker,controller");
        settings.put("listeners", "PLAINTEXT://localhost:" + port + ",CONTROLLER://localhost:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://localhost:" + advertised);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE_ID + "@localhost:" + controllerPort);
        settings.put("log.dirs", log(directory).toString());
        settings.put("auto.create.topics.enable", "false");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("broker.heartbeat.interval.ms", "100");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.partitions", "1");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("log.cleaner.dedupe.buffer.size", "2097152");
        settings.put("log.retention.ms", "-1");
        Properties properties = new Properties();
        settings.forEach((name, value) -> properties.setProperty(name, value.toString()));
        return properties;
    }

    public String bootstrapServers() {
        return "localhost:" + port;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        if (temporary) {
            PrivateDirectory.delete(directory);
        }
    }
}
