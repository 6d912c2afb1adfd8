package io.receivables.chassis.idempotency;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.grouping.GroupConfig;
import io.receivables.chassis.grouping.GroupQueue;
import io.receivables.chassis.tx.Transactions;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes the groups of a service's hot use cases. */
@ApplicationScoped
public class CommandGroups {
    private final Commands commands;
    private final CurrentCaller caller;
    private final Transactions transactions;
    private final GroupConfig config;
    private final MeterRegistry metrics;

    CommandGroups(
            Commands commands,
            CurrentCaller caller,
            Transactions transactions,
            GroupConfig config,
            MeterRegistry metrics) {
        this.commands = commands;
        this.caller = caller;
        this.transactions = transactions;
        this.config = config;
        this.metrics = metrics;
    }

    /** @param operation stable name, part of what must be equal when a key comes again */
    public <T> CommandGroup<T> of(String operation, GroupedUseCase<T> useCase) {
        var limits = new GroupQueue.Limits(
                config.largest(), config.maxInFlight(), config.maxInFlightOfTenant(), config.patience());
        var sizes = DistributionSummary.builder("receivables.commands.group.size")
                .description("Commands written in one transaction")
                .tag("operation", operation)
                .register(metrics);
        return new CommandGroup<>(
                operation, useCase, commands, caller, transactions, new GroupQueue<>(limits, System::nanoTime), sizes);
    }
}
