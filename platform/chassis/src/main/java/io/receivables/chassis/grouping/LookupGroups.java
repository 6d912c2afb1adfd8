package io.receivables.chassis.grouping;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.tx.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Makes the lookups of a service's documents that are read most. */
@ApplicationScoped
public class LookupGroups {
    /** A transaction that takes longer than most is not waited for. */
    private static final Duration PATIENCE = Duration.ofMillis(2);

    private final Transactions transactions;
    private final GroupConfig config;
    private final MeterRegistry metrics;

    LookupGroups(Transactions transactions, GroupConfig config, MeterRegistry metrics) {
        this.transactions = transactions;
        this.config = config;
        this.metrics = metrics;
    }

    /** @param document what is looked up, for the metric */
    public <T> Lookups<T> of(String document, Lookups.Finder<T> finder) {
        var limits = new GroupQueue.Limits(config.largest(), 2 * config.maxInFlight(), config.maxInFlight(), PATIENCE);
        var sizes = DistributionSummary.builder("receivables.lookups.group.size")
                .description("Documents read in one transaction")
                .tag("document", document)
                .register(metrics);
        return new Lookups<>(finder, transactions, new GroupQueue<>(limits, System::nanoTime), sizes);
    }
}
