package io.receivables.chassis.events;

import io.receivables.chassis.auth.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * On whose behalf parked events are applied.
 *
 * @param caller the person who decided; absent when the inbox follows by itself
 * @param reason the person's reason, for the audit trail
 * @param retried poison events that may be tried again, each once
 */
record Mandate(Optional<Caller> caller, Optional<String> reason, Set<UUID> retried) {
    static Mandate ofInbox() {
        return new Mandate(Optional.empty(), Optional.empty(), Set.of());
    }

    static Mandate of(Caller caller, String reason, Set<UUID> retried) {
        return new Mandate(Optional.of(caller), Optional.of(reason), retried);
    }

    String actor() {
        return caller.map(Caller::subject).orElse("inbox");
    }
}
