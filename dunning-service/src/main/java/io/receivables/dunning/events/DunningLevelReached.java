package io.receivables.dunning.events;

import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.policy.model.PolicyLevel;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** An unpaid invoice reached a level of its policy; the reminder of the level is on its way, if there is one. */
public record DunningLevelReached(
        UUID caseId,
        UUID invoiceId,
        String invoiceNumber,
        UUID customerId,
        int level,
        String levelName,
        int policyVersion,
        Instant reachedAt,
        String currency,
        BigDecimal openAmount)
        implements DunningEvent {

    /** The event of a case that reached a level just now. */
    public static DunningLevelReached of(DunningCase dunned, PolicyLevel level, Instant now) {
        return new DunningLevelReached(
                dunned.id(),
                dunned.invoice().invoiceId(),
                dunned.invoice().number(),
                dunned.invoice().customerId(),
                level.level(),
                level.name(),
                dunned.policyVersion(),
                now,
                dunned.balance().open().currency().getCurrencyCode(),
                dunned.balance().open().amount());
    }
}
