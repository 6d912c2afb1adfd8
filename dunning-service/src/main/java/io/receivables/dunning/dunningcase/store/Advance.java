package io.receivables.dunning.dunningcase.store;

import io.receivables.dunning.dunningcase.model.DunningCase;

/** How cases that are alike change: all of them as the first one does. */
public record Advance(AlikeCases cases, DunningCase after) {

    /** Events that each of them publishes. */
    long events() {
        return after.sequence() - cases.first().sequence();
    }
}
