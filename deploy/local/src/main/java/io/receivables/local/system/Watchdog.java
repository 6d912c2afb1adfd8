package io.receivables.local.system;

import io.receivables.local.LocalFailure;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Ends the child processes when the launcher dies without being able to do so itself (kill -9, a crash): a small shell process in a session of
 * its own reads process ids from a pipe and ends them when the pipe breaks. Every child starts under its eyes, and none once the launcher has
 * begun to stop them: nobody would stop that one.
 */
final class Watchdog implements AutoCloseable {

    private static final String SCRIPT =
            """
            pids=
            while read -r signal pid; do
              [ "$signal" = done ] && exit 0
              kill -0 "$pid" 2>/dev/null && pids="$pids $signal:$pid"
            done
            for p in $pids; do kill -"${p%%:*}" "${p##*:}" 2>/dev/null; done
            for round in 1 2 3 4 5 6 7 8 9 10; do
              left=
              for p in $pids; do kill -0 "${p##*:}" 2>/dev/null && left=yes; done
              [ -z "$left" ] && exit 0
              sleep 1
            done
            for p in $pids; do kill -KILL "${p##*:}" 2>/dev/null; done
            """;

    private final PrintStream pipe;
    /** Starts go on side by side; the end waits for those that have begun. */
    private final ReadWriteLock starts = new ReentrantReadWriteLock();

    private volatile boolean ending;

    Watchdog() {
        try {
            Process process = new ProcessBuilder(OwnSession.command("/bin/sh", "-c", SCRIPT))
                    .redirectOutput(Redirect.DISCARD)
                    .redirectError(Redirect.DISCARD)
                    .start();
            pipe = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new LocalFailure("/bin/sh could not be started: " + e.getMessage(), e);
        }
    }

    /** Runs what starts a child and has it guarded. */
    void start(Runnable start) {
        starts.readLock().lock();
        try {
            if (ending) {
                throw new LocalFailure("Nothing is started any more: the system is being stopped.");
            }
            start.run();
        } finally {
            starts.readLock().unlock();
        }
    }

    /** From now on nothing starts, and what was being started has been. */
    void end() {
        starts.writeLock().lock();
        try {
            ending = true;
        } finally {
            starts.writeLock().unlock();
        }
    }

    boolean isEnding() {
        return ending;
    }

    /** @param signal the polite way to end the process: TERM, or INT for PostgreSQL's fast shutdown */
    synchronized void guard(String signal, long pid) {
        pipe.println(signal + " " + pid);
    }

    @Override
    public synchronized void close() {
        pipe.println("done 0");
        pipe.close();
    }
}
