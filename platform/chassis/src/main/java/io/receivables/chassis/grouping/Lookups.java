package io.receivables.chassis.grouping;

import io.micrometer.core.instrument.DistributionSummary;
import io.receivables.chassis.grouping.GroupQueue.Group;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.tx.TransientFailures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Reads documents that are asked for at the same time in one transaction of their tenant: the cost of begin, commit and a round trip per
 * statement is shared. What is asked for goes at once, or, while a transaction of the tenant is at work, with the next one: when that one is done,
 * when the next is full, or when the first of it has waited long. Each sees what was committed before it asked. Unless the database is away,
 * what fails together is read one by one.
 */
public final class Lookups<T> {
    private static final String ACTOR = "lookups";

    private final Finder<T> finder;
    private final Transactions transactions;
    private final GroupQueue<Entry<T>> queue;
    private final DistributionSummary sizes;
    private final AtomicLong asked = new AtomicLong();

    Lookups(Finder<T> finder, Transactions transactions, GroupQueue<Entry<T>> queue, DistributionSummary sizes) {
        this.finder = finder;
        this.transactions = transactions;
        this.queue = queue;
        this.sizes = sizes;
    }

    /** Finds many documents of the transaction's tenant with few statements, each of which looks its rows up by these ids. */
    public interface Finder<T> {
        /** @return the documents that there are, by id */
        Uni<Map<UUID, T>> find(PgTx tx, List<UUID> ids);
    }

    /** Somebody who waits for a document, and where. */
    record Entry<T>(UUID id, UniEmitter<? super Optional<T>> emitter, Optional<Context> home) {
        void answer(Map<UUID, T> found) {
            at(() -> emitter.complete(Optional.ofNullable(found.get(id))));
        }

        void fail(Throwable failure) {
            at(() -> emitter.fail(failure));
        }

        private void at(Runnable step) {
            home.ifPresentOrElse(context -> context.runOnContext(ignored -> step.run()), step);
        }
    }

    /** The document of the tenant, or nothing; fails as the transaction does. */
    public Uni<Optional<T>> find(String tenant, UUID id) {
        return Uni.createFrom().emitter(emitter -> {
            var entry = new Entry<T>(id, emitter, Optional.ofNullable(Vertx.currentContext()));
            queue.add(tenant, Long.toString(asked.incrementAndGet()), entry);
            drain();
            entry.home().ifPresent(this::drainLater);
        });
    }

    /** Looks again when the patience is over, should it wait for a slow transaction until then. */
    private void drainLater(Context home) {
        home.owner().setTimer(Math.max(0, queue.patience().toMillis()) + 1, ignored -> drain());
    }

    private void drain() {
        for (var next = queue.next(); next.isPresent(); next = queue.next()) {
            start(next.get());
        }
    }

    private void start(Group<Entry<T>> group) {
        sizes.record(group.members().size());
        GroupContext.run(() -> run(group));
    }

    private void run(Group<Entry<T>> group) {
        read(group.tenant(), group.entries())
                .onFailure(failure -> group.members().size() > 1 && !TransientFailures.isUnavailable(failure))
                .recoverWithUni(failure -> alone(group))
                .onFailure()
                .invoke(failure -> group.entries().forEach(entry -> entry.fail(failure)))
                .onTermination()
                .invoke(() -> {
                    queue.done(group);
                    queue.rested(group);
                    drain();
                })
                .subscribe()
                .with(ignored -> {}, ignored -> {});
    }

    private Uni<Void> read(String tenant, List<Entry<T>> entries) {
        var ids = entries.stream().map(Entry::id).distinct().toList();
        return transactions
                .byKeys(tenant, ACTOR, tx -> finder.find(tx, ids))
                .invoke(found -> entries.forEach(entry -> entry.answer(found)))
                .replaceWithVoid();
    }

    /** One by one, so that what is wrong with a document is the failure of those who asked for it; when the database is gone the rest need not try. */
    private Uni<Void> alone(Group<Entry<T>> group) {
        var gone = new AtomicReference<Throwable>();
        return Multi.createFrom()
                .iterable(group.entries())
                .onItem()
                .transformToUniAndConcatenate(entry -> Uni.createFrom()
                        .deferred(() -> gone.get() == null
                                ? read(group.tenant(), List.of(entry))
                                : Uni.createFrom().<Void>failure(gone.get()))
                        .onFailure()
                        .invoke(failure -> {
                            if (TransientFailures.isUnavailable(failure)) {
                                gone.set(failure);
                            }
                            entry.fail(failure);
                        })
                        .onFailure()
                        .recoverWithNull())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
