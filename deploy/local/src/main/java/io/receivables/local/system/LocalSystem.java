package io.receivables.local.system;

import io.receivables.testkit.ServiceDatabase;
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
    private final Wiring wiring;
    private final DatabasePart database;
    private final BrokerPart broker;
    private final Instances instances;
    private MailCatcher mails;
    private volatile boolean stopping;
    private boolean closed;

    private LocalSystem(Settings settings, Progress progress, Wiring wiring) {
        this.settings = settings;
        this.wiring = wiring;
        this.database = new DatabasePart(settings, watchdog);
        this.broker = new BrokerPart(settings, wiring, watchdog);
        this.progress = progress;
        this.instances = new Instances(settings, progress, this::process);
        this.tokens = AccessTokens.in(settings.data().resolve("keys"));
    }

    /** Starts everything and returns when all services are ready. */
    public static LocalSystem start(Settings settings, Progress progress) {
        return start(settings, progress, Wiring.DIRECT);
    }

    /** The same with something between the parts. */
    public static LocalSystem start(Settings settings, Progress progress, Wiring wiring) {
        Preflight.check(settings);
        LocalSystem system = new LocalSystem(settings, progress, wiring);
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
        Folders.create(settings.logs());
        mails = MailCatcher.start(settings.ports().smtp(), settings.mails());
        CompletableFuture<Void> kafka = CompletableFuture.runAsync(this::startKafka);
        database.start();
        progress.say("PostgreSQL is ready on localhost:" + settings.ports().postgres());
        // The services connect to Kafka as soon as it answers, so only the database has to be there first.
        startServices();
        kafka.join();
        Readiness.await(services, settings.ports(), progress);
    }

    private void startKafka() {
        broker.start();
        progress.say("Kafka is ready on " + bootstrapServers());
    }

    private void startServices() {
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (ServiceName service : ServiceName.values()) {
            JavaProcess process = process(service, settings);
            services.put(service, process);
            starts.add(CompletableFuture.runAsync(process::start));
        }
        starts.forEach(CompletableFuture::join);
        progress.say("five services are starting");
    }

    private JavaProcess process(ServiceName service, Settings place) {
        return ServiceProcess.of(
                service, place, wiring, database.database(service), bootstrapServers(), tokens, watchdog);
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
        return broker.bootstrapServers();
    }

    /** The database of a service, as its roles reach it. */
    public ServiceDatabase database(ServiceName service) {
        return database.database(service);
    }

    /** The process of a service. */
    public JavaProcess process(ServiceName service) {
        return services.get(service);
    }

    /** The process of the broker. */
    public JavaProcess broker() {
        return broker.process();
    }

    /** A further database on the same server, for whoever compares the services with something; made when it is missing. */
    public ServiceDatabase furtherDatabase(String name) {
        return database.further(name);
    }

    /** Process id of the postmaster. */
    public long postgresPid() {
        return database.pid();
    }

    /** Starts the broker again after it was killed. */
    public void restartBroker() {
        broker.start();
    }

    /** Throws away everything that the killed broker has stored. */
    public void forgetBroker() {
        Folders.delete(settings.data().resolve("kafka"));
    }

    /** Ends the postmaster at once, like a power cut; {@link #restartDatabase} brings it back. */
    public void killDatabase() {
        database.kill();
    }

    /** Whether the postmaster runs; a full disk can end it. */
    public boolean databaseIsAlive() {
        return database.isAlive();
    }

    /** Starts the killed database again; it recovers from its log. */
    public void restartDatabase() {
        database.restart();
    }

    /** The instances of services beside the usual ones. */
    public Instances instances() {
        return instances;
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
        MemoryUse.mebibytes(database.pid()).ifPresent(m -> memory.put("PostgreSQL", m));
        MemoryUse.mebibytes(broker.process().pid()).ifPresent(m -> memory.put("Kafka", m));
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
                                database.pid(),
                                broker.process().pid(),
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
        watchdog.end();
        // Writing a class archive at the end of a rehearsal takes its time.
        Duration limit = Duration.ofSeconds(settings.rehearsal() ? 120 : 20);
        List<JavaProcess> all = Stream.concat(services.values().stream(), instances.processes().stream())
                .toList();
        all.forEach(JavaProcess::requestStop);
        all.forEach(service -> service.awaitStop(limit));
        broker.requestStop();
        broker.awaitStop(limit);
        database.close();
        if (mails != null) {
            mails.close();
        }
        watchdog.close();
    }
}
