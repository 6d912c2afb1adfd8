package io.receivables.local.system;

import java.io.PrintStream;
import java.util.Locale;

/** Prints what is happening, with the seconds since the start. */
public final class Progress {

    private final PrintStream out;
    private final long begin = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public synchronized void say(String text) {
        out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(), text);
    }

    public double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }
}
