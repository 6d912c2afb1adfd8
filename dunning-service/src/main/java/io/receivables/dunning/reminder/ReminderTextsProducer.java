package io.receivables.dunning.reminder;

import io.quarkus.runtime.Startup;
import io.receivables.dunning.reminder.model.ReminderTexts;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Reads the reminder texts at start, so that a broken text stops the deployment and not a reminder. */
public final class ReminderTextsProducer {

    @Produces
    @Singleton
    @Startup
    ReminderTexts reminderTexts() {
        return ReminderTexts.load();
    }
}
