package io.receivables.chassis.idempotency;

import io.micrometer.core.instrument.DistributionSummary;
import io.receivables.chassis.auth.CurrentCaller;
import io.receivables.chassis.failpoint.Failpoint;
import io.receivables.chassis.grouping.GroupContext;
import io.receivables.chassis.grouping.GroupQueue;
import io.receivables.chassis.grouping.GroupQueue.Group;
import io.receivables.chassis.idempotency.GroupReplies.Settled;
import io.receivables.chassis.tx.PgTx;
import io.receivables.chassis.tx.Transactions;
import io.receivables.chassis.tx.TransientFailures;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Writes commands that arrive at the same time in one transaction: the cost of begin, commit and a round trip per
 * statement is shared, and a row that all of them need (the counter of a numbering series) is locked once. Each command has
 * its own answer, refusal and key, as if it had come alone. When the transaction fails, each of them is done alone, so that
 * a failure is only its own.
 */
public final class CommandGroup<T> {
    private static final String ACTOR = "commands";
    private static final int ALONE_AT_ONCE = 2;

    private final String operation;
    private final GroupedUseCase<T> useCase;
    private final Commands commands;
    private final CurrentCaller caller;
    private final Transactions transactions;
    private final GroupQueue<Entry<T>> queue;
    private final DistributionSummary sizes;

    CommandGroup(
            String operation,
            GroupedUseCase<T> useCase,
            Commands commands,
            CurrentCaller caller,
            Transactions transactions,
            GroupQueue<Entry<T>> queue,
            DistributionSummary sizes) {
        this.operation = operation;
        this.useCase = useCase;
        this.commands = commands;
        this.caller = caller;
        this.transactions = transactions;
        this.queue = queue;
        this.sizes = sizes;
    }

    /** Somebody who waits for an answer, and where. */
    record Entry<T>(Claim claim, T content, UniEmitter<? super Outcome> emitter, Optional<Context> home) {
        void answer(Outcome outcome) {
            at(() -> {
                Failpoint.reach("command.before-reply");
                emitter.complete(outcome);
            });
        }

        void fail(Throwable failure) {
            at(() -> emitter.fail(failure));
        }

        private void at(Runnable step) {
            home.ifPresentOrElse(context -> context.runOnContext(ignored -> step.run()), step);
        }
    }

    /** What a transaction made of one of its group. A refusal of the command itself is an outcome, stored under its key. */
    private record Written<T>(Entry<T> entry, Decision<Outcome> decision) {}

    /**
     * Runs the command once per key, as {@link Commands#once} does.
     *
     * @param request the body as read
     * @param content what the use case needs
     */
    public Uni<Response> once(String key, Object request, T content) {
        var claim = Claim.of(caller.get(), key, operation, request);
        return Uni.createFrom()
                .<Outcome>emitter(emitter -> {
                    var home = Optional.ofNullable(Vertx.currentContext());
                    queue.add(claim.tenant(), claim.key(), new Entry<>(claim, content, emitter, home));
                    drain();
                    home.ifPresent(this::drainLater);
                })
                .map(Outcome::toResponse);
    }

    /** Looks again when the command's patience is over, should it wait for a group of its tenant until then. */
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
        var entries = group.entries();
        long begin = System.nanoTime();
        transactions
                .byKeys(group.tenant(), ACTOR, tx -> write(tx, entries))
                .chain(this::tell)
                .onFailure(failure -> !isAbsence(failure))
                .recoverWithUni(failure -> alone(entries))
                .onFailure()
                .invoke(failure -> entries.forEach(entry -> entry.fail(failure)))
                .onTermination()
                .invoke(() -> rest(group, System.nanoTime() - begin))
                .subscribe()
                .with(ignored -> {}, ignored -> {});
    }

    /** Callers who were just answered and come back at once go with those of their tenant who wait. */
    private void rest(Group<Entry<T>> group, long nanos) {
        queue.done(group);
        long millis = GroupPace.restMillis(group.members().size(), TimeUnit.NANOSECONDS.toMillis(nanos));
        var here = Vertx.currentContext();
        if (millis == 0 || here == null) {
            queue.rested(group);
        } else {
            here.owner().setTimer(millis, ignored -> {
                queue.rested(group);
                drain();
            });
        }
        drain();
    }

    /** Nobody can do anything then; whatever else went wrong may be the fault of one. */
    private static boolean isAbsence(Throwable failure) {
        return TransientFailures.isUnavailable(failure) && !TransientFailures.isInTheWay(failure);
    }

    private Uni<List<Written<T>>> write(PgTx tx, List<Entry<T>> entries) {
        var claims = entries.stream().map(Entry::claim).toList();
        return GroupReplies.find(tx, claims)
                .invoke(() -> Failpoint.reach("command.after-claim"))
                .chain(known -> {
                    var written = new ArrayList<Written<T>>(entries.size());
                    var fresh = new ArrayList<Entry<T>>(entries.size());
                    for (var entry : entries) {
                        var row = known.get(entry.claim().key());
                        if (row == null) {
                            fresh.add(entry);
                        } else {
                            written.add(new Written<>(
                                    entry,
                                    Decision.of(() -> new Outcome(GroupReplies.replay(entry.claim(), row), true))));
                        }
                    }
                    return fresh.isEmpty() ? Uni.createFrom().item(written) : decide(tx, fresh, written);
                });
    }

    private Uni<List<Written<T>>> decide(PgTx tx, List<Entry<T>> fresh, List<Written<T>> written) {
        var submissions = fresh.stream()
                .map(entry -> new Submission<>(entry.content(), entry.claim().cause()))
                .toList();
        return useCase.together(tx, submissions)
                .invoke(() -> Failpoint.reach("command.after-effect"))
                .chain(decisions -> {
                    var settled = new ArrayList<Settled>(fresh.size());
                    for (int i = 0; i < fresh.size(); i++) {
                        var claim = fresh.get(i).claim();
                        var decision = outcome(claim, decisions.get(i));
                        decision.done().forEach(outcome -> settled.add(new Settled(claim, outcome.reply())));
                        written.add(new Written<>(fresh.get(i), decision));
                    }
                    return GroupReplies.store(tx, settled).replaceWith(written);
                });
    }

    private static Decision<Outcome> outcome(Claim claim, Decision<Reply> decision) {
        return decision instanceof Decision.Refused<Reply> refused
                ? new Decision.Done<>(new Outcome(claim.refusal(refused.why()), false))
                : decision.map(reply -> new Outcome(reply, false));
    }

    /** Answers everybody for whom something was decided, and then does the others alone. */
    private Uni<Void> tell(List<Written<T>> written) {
        var others = new ArrayList<Entry<T>>();
        for (var one : written) {
            if (one.decision() instanceof Decision.Done<Outcome> done) {
                one.entry().answer(done.result());
            } else if (one.decision() instanceof Decision.Refused<Outcome> refused) {
                one.entry().fail(refused.why());
            } else {
                others.add(one.entry());
            }
        }
        return alone(others);
    }

    /** A few at a time, because one may wait for a lock; when the database is gone the rest need not try. */
    private Uni<Void> alone(List<Entry<T>> entries) {
        var gone = new AtomicReference<Throwable>();
        return Multi.createFrom()
                .iterable(entries)
                .onItem()
                .transformToUni(entry -> alone(entry, gone))
                .merge(ALONE_AT_ONCE)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> alone(Entry<T> entry, AtomicReference<Throwable> gone) {
        return Uni.createFrom()
                .deferred(() -> gone.get() == null
                        ? commands.alone(entry.claim(), tx -> useCase.alone(tx, entry.content()))
                        : Uni.createFrom().<Outcome>failure(gone.get()))
                .invoke(entry::answer)
                .onFailure()
                .invoke(failure -> {
                    if (isAbsence(failure)) {
                        gone.set(failure);
                    }
                    entry.fail(failure);
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
