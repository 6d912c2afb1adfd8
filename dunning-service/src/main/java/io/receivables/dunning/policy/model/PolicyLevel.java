package io.receivables.dunning.policy.model;

import java.time.LocalDate;

/** One step of a policy: when it is due, in days after the due date (negative: before it), and how it speaks. */
public record PolicyLevel(int level, String name, int days, Tone tone) {

    /** A notice on or before the due date: it asks for nothing that is late and makes no sense afterwards. */
    public boolean preDue() {
        return days <= 0;
    }

    /** Whether it makes no sense any more on a day. */
    public boolean pastOn(LocalDate day, LocalDate dueDate) {
        return preDue() && day.isAfter(dueDate);
    }
}
