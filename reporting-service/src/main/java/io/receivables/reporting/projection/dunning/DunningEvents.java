package io.receivables.reporting.projection.dunning;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** Private copies of dunning's events, with only the fields that reports read. */
final class DunningEvents {
    private DunningEvents() {}

    /** DunningLevelReached.v1. */
    record LevelReached(
            UUID caseId,
            UUID invoiceId,
            UUID customerId,
            int level,
            String levelName,
            String currency,
            BigDecimal openAmount,
            Instant reachedAt) {}

    /** ReminderSent.v1. */
    record Reminder(
            UUID caseId,
            UUID reminderId,
            UUID invoiceId,
            UUID customerId,
            int level,
            String channel,
            String language,
            String currency,
            BigDecimal openAmount,
            Instant sentAt) {}
}
