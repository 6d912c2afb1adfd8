package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A child JVM that logs to a file, ends with the launcher and can be killed and started again. */
public final class JavaProcess {

    private static final Duration KILL_LIMIT = Duration.ofSeconds(20);

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment;
    private final Path folder;
    private final Path log;
    private final Watchdog watchdog;
    private Process process;

    /** @param folder working directory; a class archive is valid only for the class path as written when it was made */
    JavaProcess(
            String name,
            List<String> arguments,
            Map<String, String> environment,
            Path folder,
            Path log,
            Watchdog watchdog) {
        this.name = name;
        this.folder = folder;
        this.command = Stream.concat(Stream.of(java()), arguments.stream()).toList();
        this.environment = environment;
        this.log = log;
        this.watchdog = watchdog;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public synchronized void start() {
        watchdog.start(this::startGuarded);
    }

    private void startGuarded() {
        ProcessBuilder builder = new ProcessBuilder(OwnSession.command(new ArrayList<>(command)));
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        // Fewer malloc arenas: some ten megabytes less for each JVM.
        builder.environment().putIfAbsent("MALLOC_ARENA_MAX", "2");
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new LocalFailure(name + " could not be started: " + e.getMessage(), e);
        }
        watchdog.guard("TERM", process.pid());
    }

    /** Fails when the process has ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new LocalFailure(
                    name + " ended with exit code " + process.exitValue() + LogFile.lastError(log) + "; see " + log);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Ends the process at once, like a power cut. */
    public synchronized void kill() {
        process.destroyForcibly();
        waitForEnd(KILL_LIMIT);
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** Freezes the process until {@link #thaw}. */
    public void freeze() {
        signal("STOP");
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new LocalFailure("kill -" + signal + " could not be started: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks the process to end in order, as a rolling restart does. */
    public void requestStop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Waits for the end after {@link #requestStop}; a process that does not end in time is killed. */
    public void awaitStop(Duration limit) {
        if (process != null && process.isAlive() && !waitForEnd(limit)) {
            process.destroyForcibly();
            waitForEnd(limit);
        }
    }

    private boolean waitForEnd(Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
