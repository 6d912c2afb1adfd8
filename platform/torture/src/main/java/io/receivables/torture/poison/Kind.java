package io.receivables.torture.poison;

import java.util.List;
import java.util.UUID;

/**
 * One way to be wrong, on one topic.
 *
 * @param name what is wrong
 * @param fate where the record must end in every service that reads the topic
 */
record Kind(Stock stock, String name, Fate fate, Recipe recipe) {

    /** Where a record must end. */
    enum Fate {
        /** It is parked and listed by every consumer. */
        PARKED,
        /** It is parked by those who read what is wrong with it, and applied by the others. */
        EITHER,
        /** It does no harm and holds up nothing. */
        HARMLESS
    }

    /** The records before the follower: the last one is the wrong one. */
    @FunctionalInterface
    interface Recipe {
        List<Draft> drafts(Bottle bottle);
    }

    /**
     * Where a kind goes.
     *
     * @param taken the id of an event that every consumer of the topic has applied
     */
    record Bottle(Stock stock, String tenant, UUID aggregate, UUID taken) {

        Draft event(long sequence) {
            return Draft.of(stock, tenant, aggregate, sequence);
        }

        Draft filler(long sequence) {
            return Draft.filler(stock, tenant, aggregate, sequence);
        }
    }

    @Override
    public String toString() {
        return name + " on " + stock.topic();
    }
}
