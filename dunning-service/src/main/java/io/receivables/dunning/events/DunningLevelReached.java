package io.receivables.dunning.events;

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
        implements DunningEvent {}
