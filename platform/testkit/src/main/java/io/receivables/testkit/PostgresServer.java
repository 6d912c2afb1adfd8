package io.receivables.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real PostgreSQL server from the Maven repository, without a container engine; runs as root and as an ordinary user. */
public final class PostgresServer implements AutoCloseable {

    static final String SUPERUSER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(90);

    private final EmbeddedPostgres server;
    private final Path directory;
    private final boolean temporary;

    private PostgresServer(EmbeddedPostgres server, Path directory, boolean temporary) {
        this.server = server;
        this.directory = directory;
        this.temporary = temporary;
    }

    /** A server for one test JVM: any free port, its own folder that is deleted afterwards, durability off for speed. */
    public static PostgresServer startTemporary() {
        Path directory = PrivateDirectory.create("postgres");
        return start(directory, 0, true, Map.of());
    }

    /**
     * A server whose data survives: fsync is on and a second start with the same folder continues where the first one stopped, also
     * after the process that started it was killed.
     *
     * @param port the port to listen on, 0 for any free one
     */
    public static PostgresServer startPersistent(Path directory, int port) {
        return startPersistent(directory, port, Map.of());
    }

    /** The same with settings of the server beside or instead of the usual ones. */
    public static PostgresServer startPersistent(Path directory, int port, Map<String, String> configuration) {
        stopForgottenServer(directory.resolve("data"));
        return start(directory, port, false, configuration);
    }

    private static PostgresServer start(
            Path directory, int port, boolean temporary, Map<String, String> configuration) {
        int chosen = Ports.choose(port, "PostgreSQL");
        String durability = temporary ? "off" : "on";
        try {
            Files.createDirectories(directory);
            Redirect log = Redirect.appendTo(directory.resolve("postgresql.log").toFile());
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(directory.resolve("data"))
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(PrivateDirectory.cache().toFile())
                    .setRegisterShutdownHook(false)
                    .setPort(chosen)
                    .setPGStartupWait(START_LIMIT)
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", durability)
                    .setServerConfig("synchronous_commit", durability)
                    .setServerConfig("full_page_writes", durability)
                    .setServerConfig("listen_addresses", "localhost")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "250")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("timezone", "UTC")
                    .setErrorRedirector(log)
                    .setOutputRedirector(log);
            configuration.forEach(builder::setServerConfig);
            return new PostgresServer(builder.start(), directory, temporary);
        } catch (IOException | IllegalStateException e) {
            throw new IllegalStateException(
                    "PostgreSQL did not start: " + e.getMessage() + "; see " + directory.resolve("postgresql.log"), e);
        }
    }

    /** Creates the database of a service with its owner and application roles; repeating it changes nothing. */
    public ServiceDatabase createServiceDatabase(String service) {
        return ServiceDatabase.create(service, host(), port(), SUPERUSER, SUPERUSER);
    }

    public String host() {
        return "localhost";
    }

    public int port() {
        return server.getPort();
    }

    String superUser() {
        return SUPERUSER;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
        if (temporary) {
            PrivateDirectory.delete(directory);
        }
    }

    /** A server left over from a killed process holds the folder: it is ours, so it is stopped before the new one starts. */
    private static void stopForgottenServer(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        try {
            List<String> lines = Files.readAllLines(pidFile);
            ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                    .filter(process -> process.info()
                            .commandLine()
                            .filter(line -> line.contains(data.toString()))
                            .isPresent())
                    .ifPresent(PostgresServer::stop);
        } catch (IOException | RuntimeException e) {
            throw new IllegalStateException("PostgreSQL cannot start: " + pidFile + " is not readable.", e);
        }
    }

    private static void stop(ProcessHandle process) {
        process.destroy();
        try {
            process.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            process.destroyForcibly();
        }
    }
}
