package io.receivables.chassis.reconciliation;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One part of a book as its owner has it.
 *
 * @param part counted from 1
 * @param statedAt when it was read, by the owner's machine
 * @param fromId the part has every item after this id
 * @param toId up to and including this one; absent on the last part
 */
record Statement(
        UUID runId,
        String book,
        int part,
        Instant openedAt,
        Instant statedAt,
        UUID fromId,
        Optional<UUID> toId,
        List<JsonNode> items) {}
