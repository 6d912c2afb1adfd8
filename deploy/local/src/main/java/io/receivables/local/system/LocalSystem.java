package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import io.receivables.testkit.KafkaBroker;
import io.receivables.testkit.PostgresServer;
import io.receivables.testkit.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/**
 * The whole system on this machine: PostgreSQL, Kafka in a JVM of its own, a mail server in this one, and the five services. Whatever starts
 * here also ends with this process, in whichever way that ends.
 */
public final class LocalSystem implements AutoCloseable {

    private final Settings settings;
    private final Progress progress;
    private final Watchdog watchdog = new Watchdog();
    private final AccessTokens tokens;
    private final Map<ServiceName, JavaProcess> services = new EnumMap<>(ServiceName.class);
    private PostgresServer postgres;
    private JavaProcess kafka;
    private MailCatcher mails;
    private volatile boolean stopping;
    private boolean closed;

    private LocalSystem(Settings settings, Progress progress) {
        this.settings = settings;
        this.progress = progress;
        this.tokens = AccessTokens.in(settings.data().resolve("keys"));
    }

    /** Starts everything and returns when all services are ready. */
    public static LocalSystem start(Settings settings, Progress progress) {
        Preflight.check(settings);
        LocalSystem system = new LocalSystem(settings, progress);
        Runtime.getRuntime().addShutdownHook(new Thread(system::stop, "local-stop"));
        try {
            system.startAll();
            return system;
        } catch (RuntimeException e) {
            system.requireNotStopping();
            system.close();
            throw e instanceof CompletionException && e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** When Ctrl-C came in the middle of the start, what fails now is no news: the thread waits for the end of the process. */
    private void requireNotStopping() {
        while (stopping) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void startAll() {
        createFolder(settings.logs());
        mails = MailCatcher.start(settings.ports().smtp(), settings.mails());
        CompletableFuture<Void> broker = CompletableFuture.runAsync(this::startKafka);
        startPostgres();
        // The services connect to Kafka as soon as it answers, so only the database has to be there first.
        startServices();
        broker.join();
        Readiness.await(services, settings.ports(), progress);
    }

    private void startKafka() {
        Path folder = settings.data().resolve("kafka");
        List<String> arguments =
                new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx160m", "-Xss512k"));
        arguments.addAll(settings.archives().options("kafka", settings.repository()));
        arguments.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                KafkaBroker.class.getName(),
                folder.toString(),
                Integer.toString(settings.ports().kafka())));
        kafka = new JavaProcess(
                "Kafka",
                arguments,
                Map.of(),
                settings.repository(),
                settings.logs().resolve("kafka.log"),
                watchdog);
        kafka.start();
        Readiness.until("Kafka", kafka, () -> answers(settings.ports().kafka()));
        Topics.create(bootstrapServers());
        progress.say("Kafka is ready on " + bootstrapServers());
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void startPostgres() {
        try {
            postgres = PostgresServer.startPersistent(
                    settings.data().resolve("postgres"), settings.ports().postgres());
        } catch (IllegalStateException e) {
            throw new LocalFailure(e.getMessage(), e);
        }
        watchdog.guard("INT", postgresPid());
        progress.say("PostgreSQL is ready on localhost:" + postgres.port());
    }

    private long postgresPid() {
        Path file = settings.data().resolve("postgres/data/postmaster.pid");
        try {
            return Long.parseLong(Files.readAllLines(file).get(0).trim());
        } catch (IOException e) {
            throw new LocalFailure("The process id of PostgreSQL cannot be read: " + e.getMessage(), e);
        }
    }

    private void startServices() {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            JavaProcess process = ServiceProcess.of(
                    service,
                    settings,
                    postgres.createServiceDatabase(service.id()),
                    bootstrapServers(),
                    tokens,
                    watchdog);
            services.put(service, process);
            starts.add(CompletableFuture.runAsync(process::start));
        }
        starts.forEach(CompletableFuture::join);
        progress.say("five services are starting");
    }

    private static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new LocalFailure("The folder " + folder + " cannot be made: " + e.getMessage(), e);
        }
    }

    public Settings settings() {
        return settings;
    }

    public AccessTokens tokens() {
        return tokens;
    }

    public MailCatcher mails() {
        return mails;
    }

    public String bootstrapServers() {
        return "localhost:" + settings.ports().kafka();
    }

    /** Ends a service at once, like a power cut; {@link #restart} brings it back. */
    public void kill(ServiceName service) {
        services.get(service).kill();
    }

    /** Starts a killed service again and waits until it is ready. */
    public void restart(ServiceName service) {
        services.get(service).start();
        Readiness.await(Map.of(service, services.get(service)), settings.ports(), progress);
    }

    /** Memory of each part in MiB, in the order of starting; empty where the operating system does not tell. */
    public Map<String, Long> memory() {
        Map<String, Long> memory = new LinkedHashMap<>();
        MemoryUse.mebibytes(postgresPid()).ifPresent(m -> memory.put("PostgreSQL", m));
        MemoryUse.mebibytes(kafka.pid()).ifPresent(m -> memory.put("Kafka", m));
        services.forEach((service, process) ->
                MemoryUse.mebibytes(process.pid()).ifPresent(m -> memory.put(service.id() + "-service", m)));
        MemoryUse.mebibytesAlone(ProcessHandle.current().pid()).ifPresent(m -> memory.put("launcher and mail", m));
        return memory;
    }

    private void stop() {
        stopping = true;
        close();
    }

    /** Processor time that all parts have used so far; unlike the time on the clock it does not depend on what else the machine does. */
    public Duration processorTime() {
        Stream<ProcessHandle> roots = Stream.concat(
                        Stream.of(
                                postgresPid(),
                                kafka.pid(),
                                ProcessHandle.current().pid()),
                        services.values().stream().map(JavaProcess::pid))
                .flatMap(pid -> ProcessHandle.of(pid).stream());
        return roots.flatMap(root -> Stream.concat(
                        Stream.of(root), root.equals(ProcessHandle.current()) ? Stream.empty() : root.descendants()))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Stops the services first, so that they can finish what they do, then the broker and the database. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        // Writing a class archive at the end of a rehearsal takes its time.
        Duration limit = Duration.ofSeconds(settings.rehearsal() ? 120 : 20);
        services.values().forEach(JavaProcess::requestStop);
        services.values().forEach(service -> service.awaitStop(limit));
        if (kafka != null) {
            kafka.requestStop();
            kafka.awaitStop(limit);
        }
        if (postgres != null) {
            postgres.close();
        }
        if (mails != null) {
            mails.close();
        }
        watchdog.close();
    }
}
