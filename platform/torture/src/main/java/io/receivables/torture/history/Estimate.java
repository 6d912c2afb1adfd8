package io.receivables.torture.history;

import io.receivables.local.system.Progress;
import java.time.Duration;

/** Says now and then how far a long piece of work is and how long it will still take. */
public final class Estimate {

    private static final Duration QUIET = Duration.ofSeconds(30);

    private static final long FEW = 20;
    private static final long FEW_PARTS = 50;

    private final Progress progress;
    private final String things;
    private final long goal;
    private final long begin = System.nanoTime();
    private long said = begin;

    /** @param things what is counted, for example {@code sequences} */
    public Estimate(Progress progress, String things, long goal) {
        this.progress = progress;
        this.things = things;
        this.goal = goal;
    }

    /** So many are done; too few of them say nothing about the rest. */
    public synchronized void done(long count) {
        long now = System.nanoTime();
        if (count < FEW || count * FEW_PARTS < goal || now - said < QUIET.toNanos()) {
            return;
        }
        said = now;
        long left = Math.max(0, goal - count);
        Duration rest = Duration.ofNanos((long) ((double) (now - begin) / count * left));
        progress.say(count + " of " + goal + " " + things + ", about " + text(rest) + " left");
    }

    private static String text(Duration rest) {
        return rest.toMinutes() >= 2 ? rest.toMinutes() + " minutes" : rest.toSeconds() + " s";
    }
}
