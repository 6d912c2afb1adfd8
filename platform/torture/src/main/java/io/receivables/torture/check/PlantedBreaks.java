package io.receivables.torture.check;

import io.receivables.torture.Finding;
import io.receivables.torture.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Tries the checks themselves: a break is planted, the check must find it, and the break is taken away again. */
public final class PlantedBreaks {

    private final List<Finding> missed = new ArrayList<>();
    private int planted;

    /** Plants one break; afterwards everything is as it was. */
    public PlantedBreaks plant(String what, Runnable plant, BooleanSupplier found, Runnable undo) {
        planted++;
        plant.run();
        try {
            if (!found.getAsBoolean()) {
                missed.add(Finding.of(what, "was planted and not found"));
            }
        } finally {
            undo.run();
        }
        return this;
    }

    /** What was not found. */
    public Verdict verdict(String id, int goal, long seed) {
        return new Verdict(id, "planted breaks that the checks must find", planted, goal, missed, seed);
    }
}
