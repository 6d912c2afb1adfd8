package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import io.receivables.testkit.PostgresServer;
import io.receivables.testkit.ServiceDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The PostgreSQL server of the local system. */
final class DatabasePart {

    private static final Logger LOG = Logger.getLogger(DatabasePart.class.getName());
    private static final Duration RESTART_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private final Map<String, String> configuration;
    private final Watchdog watchdog;
    private final Map<String, ServiceDatabase> databases = new ConcurrentHashMap<>();
    private PostgresServer server;
    private long guarded;

    DatabasePart(Settings settings, Watchdog watchdog) {
        this.folder = settings.data().resolve("postgres");
        this.port = settings.ports().postgres();
        this.configuration = settings.sizing().postgres();
        this.watchdog = watchdog;
    }

    synchronized void start() {
        watchdog.start(this::startGuarded);
    }

    private void startGuarded() {
        try {
            server = PostgresServer.startPersistent(folder, port, configuration);
        } catch (IllegalStateException e) {
            throw new LocalFailure(e.getMessage(), e);
        }
        guarded = pid();
        watchdog.guard("INT", guarded);
    }

    /** The database of a service; made when it is asked for the first time. */
    ServiceDatabase database(ServiceName service) {
        return named(service.id());
    }

    private ServiceDatabase named(String name) {
        return databases.computeIfAbsent(name, server::createServiceDatabase);
    }

    ServiceDatabase further(String name) {
        return named(name);
    }

    long pid() {
        Path file = folder.resolve("data/postmaster.pid");
        try {
            return Long.parseLong(Files.readAllLines(file).get(0).trim());
        } catch (IOException e) {
            throw new LocalFailure("The process id of PostgreSQL cannot be read: " + e.getMessage(), e);
        }
    }

    synchronized boolean isAlive() {
        return ProcessHandle.of(guarded).filter(ProcessHandle::isAlive).isPresent();
    }

    /** Ends the postmaster at once; its children follow by themselves. */
    synchronized void kill() {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        postmaster.destroyForcibly();
        try {
            postmaster.onExit().get(RESTART_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new LocalFailure("PostgreSQL could not be killed: " + e, e);
        }
    }

    /** Starts the killed server again, as soon as the last child of the old one is gone. */
    synchronized void restart() {
        forgetKilled();
        long end = System.nanoTime() + RESTART_LIMIT.toNanos();
        while (true) {
            try {
                start();
                return;
            } catch (LocalFailure e) {
                if (watchdog.isEnding() || System.nanoTime() > end) {
                    throw e;
                }
            }
        }
    }

    /** The killed server's handle still holds a lock on the folder; there is nothing left that it could stop. */
    private void forgetKilled() {
        try {
            server.close();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "The server was dead already", e);
        }
    }

    synchronized void close() {
        if (server != null) {
            server.close();
        }
    }
}
