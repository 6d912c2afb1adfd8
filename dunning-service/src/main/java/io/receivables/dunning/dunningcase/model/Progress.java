package io.receivables.dunning.dunningcase.model;

import java.time.LocalDate;
import java.util.Optional;

/**
 * How far an invoice was dunned. It survives payment and reopening, so that a level is never repeated.
 *
 * @param level the highest level reached, 0 for none
 * @param inDelivery the reminder of {@code level} is planned or claimed and its outcome is not known yet
 * @param lastReminderOn the day on which the outcome of the last reminder was known, in the debtor's zone; the minimum gap begins with it
 * @param overdue invoicing-service declared the invoice overdue
 */
public record Progress(int level, boolean inDelivery, Optional<LocalDate> lastReminderOn, boolean overdue) {

    /** Nothing happened yet. */
    public static final Progress NONE = new Progress(0, false, Optional.empty(), false);

    Progress reached(int newLevel) {
        return new Progress(newLevel, true, lastReminderOn, overdue);
    }

    Progress delivered(LocalDate today) {
        return new Progress(level, false, Optional.of(today), overdue);
    }

    Progress passedOver() {
        return new Progress(level, false, lastReminderOn, overdue);
    }

    Progress nowOverdue() {
        return new Progress(level, inDelivery, lastReminderOn, true);
    }
}
