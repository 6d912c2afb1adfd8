package io.receivables.dunning.sweep;

import io.receivables.chassis.events.OutboxEvent;
import io.receivables.dunning.dunningcase.model.DunningCase;
import io.receivables.dunning.dunningcase.model.Firing;
import io.receivables.dunning.dunningcase.store.Advance;
import io.receivables.dunning.dunningcase.store.AdvancedCase;
import io.receivables.dunning.dunningcase.store.AlikeCases;
import io.receivables.dunning.events.DunningLevelReached;
import java.time.Instant;
import java.util.Optional;

/** What was decided on cases that are alike. */
record Plan(AlikeCases cases, Firing firing) {

    /** False when a clock was moved back between finding and deciding. */
    boolean changesSomething() {
        return !after().equals(cases.first());
    }

    Advance advance() {
        return new Advance(cases, after());
    }

    private DunningCase after() {
        return firing.level().isPresent() ? firing.after().published() : firing.after();
    }

    /** What one of the cases tells the others, if it reached a level. */
    Optional<OutboxEvent> event(AdvancedCase advanced, Instant now) {
        return firing.level().map(level -> new DunningLevelReached(
                        advanced.id(),
                        advanced.invoiceId(),
                        advanced.invoiceNumber(),
                        advanced.customerId(),
                        level.level(),
                        level.name(),
                        cases.first().policyVersion(),
                        now,
                        advanced.open().currency().getCurrencyCode(),
                        advanced.open().amount())
                .at(advanced.sequence()));
    }
}
