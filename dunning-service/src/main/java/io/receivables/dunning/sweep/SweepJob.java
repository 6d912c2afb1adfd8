package io.receivables.dunning.sweep;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.events.freshness.Freshness;
import io.receivables.chassis.events.freshness.FreshnessGate;
import io.receivables.chassis.events.freshness.FreshnessRound;
import io.receivables.chassis.tenant.TenantClockMoved;
import io.receivables.dunning.reminder.mail.MailServer;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the dunning of all tenants: every second, and at once when a sandbox clock moves. One run at a time in this
 * process; other instances run beside it and share the cases by row locks.
 *
 * <p>First reminders are planned for everything that is due, then planned ones are sent, at the pace of the mail server; a run sends only
 * so many, so that what has become due meanwhile need not wait for all of them. Nothing is planned or claimed before everything that was in the topics when the run
 * began is applied: after an outage payments are read before anybody is reminded. Order matters: tenants and their
 * clocks are read first, then the ends of the topics, so that a payment that was published before a sandbox clock moved
 * is seen by the reminders that the new time brings.
 */
@ApplicationScoped
public class SweepJob {

    /** Actor of the job's transactions. */
    static final String NAME = "dunning-sweep";

    private static final Logger LOG = Logger.getLogger(SweepJob.class);
    private static final int TENANTS_AT_ONCE = 2;
    /** Plans of a tenant under way at once, so that the database has work while one waits for the service. */
    private static final int PLANNERS = 2;
    /** Batches that a run sends of a tenant before it looks for newly due cases again. */
    private static final int BATCHES_IN_A_RUN = 20;

    private static final int DRAIN_SECONDS = 12;
    private static final Uni<Boolean> NO_PROGRESS = Uni.createFrom().item(false);
    private static final String[] CHANNELS = {"open-items", "invoices", "customers"};

    private final DueTenants dueTenants;
    private final ReminderPlanning planning;
    private final ReminderClaims claims;
    private final ReminderDispatch dispatch;
    private final Settlement settlement;
    private final MailServer mailServer;
    private final MailServerPause pause;
    private final FreshnessGate gate;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile boolean stopping;
    private volatile CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    SweepJob(
            DueTenants dueTenants,
            ReminderPlanning planning,
            ReminderClaims claims,
            ReminderDispatch dispatch,
            Settlement settlement,
            MailServer mailServer,
            MailServerPause pause,
            Freshness freshness) {
        this.dueTenants = dueTenants;
        this.planning = planning;
        this.claims = claims;
        this.dispatch = dispatch;
        this.settlement = settlement;
        this.mailServer = mailServer;
        this.pause = pause;
        this.gate = freshness.gate(NAME, CHANNELS);
    }

    @Scheduled(every = "${dunning.sweep.every:1s}")
    void tick() {
        wake();
    }

    void clockMoved(@ObservesAsync TenantClockMoved moved) {
        wake();
    }

    /** Lets the mails in hand finish, so that no reminder is left without a known outcome; those not begun are given back. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
        try {
            CompletableFuture.allOf(running, dispatch.stop().subscribeAsCompletionStage())
                    .get(DRAIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warnf("The last run of the sweep did not finish: %s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Starts a run, or one more run after the one that is under way; a wake-up is never lost. */
    public void wake() {
        if (!stopping && wakeUps.getAndIncrement() == 0) {
            running = loop().subscribeAsCompletionStage();
        }
    }

    private Uni<Void> loop() {
        return Uni.createFrom()
                .deferred(() -> {
                    int answered = wakeUps.get();
                    return sweep().onFailure()
                            .invoke(failure -> LOG.warnf("The sweep failed and starts again: %s", failure))
                            .onFailure()
                            .recoverWithNull()
                            .map(done -> wakeUps.addAndGet(-answered));
                })
                .repeat()
                .until(left -> left == 0 || stopping)
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** One run over all tenants. */
    Uni<Void> sweep() {
        return dueTenants.find().chain(tenants -> {
            FreshnessRound round = gate.round();
            return Multi.createFrom()
                    .iterable(tenants)
                    .onItem()
                    .transformToUni(tenant -> sweepTenant(tenant, round))
                    .merge(TENANTS_AT_ONCE)
                    .collect()
                    .last()
                    .replaceWithVoid();
        });
    }

    private Uni<Void> sweepTenant(DueTenant tenant, FreshnessRound round) {
        return settlement
                .giveUpStale(tenant.id())
                .chain(() -> ifFresh(round, () -> stopping, asOf -> planning.turnDue(tenant)))
                .chain(() -> plan(tenant, round))
                .chain(() -> send(tenant, round))
                .onFailure()
                .invoke(failure -> LOG.warnf("The sweep of tenant %s failed: %s", tenant.id(), failure))
                .onFailure()
                .recoverWithNull();
    }

    /** A failure of one planner waits for the other, whose transaction must not be left in the middle. */
    private Uni<Void> plan(DueTenant tenant, FreshnessRound round) {
        Uni<Boolean> planner = untilDone(() -> ifFresh(round, () -> stopping, asOf -> planning.plan(tenant)))
                .collect()
                .last();
        return Uni.combine()
                .all()
                .unis(Collections.nCopies(PLANNERS, planner))
                .collectFailures()
                .discardItems();
    }

    private Uni<Void> send(DueTenant tenant, FreshnessRound round) {
        return untilDone(() ->
                        ifMailServerIsThere(() -> ifFresh(round, this::sendingHeldBack, asOf -> send(tenant, asOf))))
                .select()
                .first(BATCHES_IN_A_RUN)
                .collect()
                .asList()
                .invoke(batches -> {
                    if (batches.size() == BATCHES_IN_A_RUN) {
                        wake();
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> send(DueTenant tenant, Instant asOf) {
        return claims.claim(tenant.id())
                .call(claimed -> dispatch.send(tenant.id(), claimed.toSend(), asOf))
                .map(ReminderClaims.Claimed::progress);
    }

    /** Asked before the topics are, so that what is known of payments does not grow old over a server that answers slowly. */
    private Uni<Boolean> ifMailServerIsThere(Supplier<Uni<Boolean>> step) {
        if (sendingHeldBack()) {
            return NO_PROGRESS;
        }
        if (!pause.toBeAsked()) {
            return step.get();
        }
        return mailServer.problem().map(pause::learn).chain(there -> there ? step.get() : NO_PROGRESS);
    }

    private boolean sendingHeldBack() {
        return stopping || pause.active();
    }

    /** One item for each step; the last one is the one that made no progress. */
    private static Multi<Boolean> untilDone(Supplier<Uni<Boolean>> step) {
        return Uni.createFrom().deferred(() -> step.get()).repeat().whilst(progress -> progress);
    }

    private static Uni<Boolean> ifFresh(
            FreshnessRound round, BooleanSupplier heldBack, Function<Instant, Uni<Boolean>> step) {
        if (heldBack.getAsBoolean()) {
            return NO_PROGRESS;
        }
        return round.asOf()
                .chain(asOf -> asOf.isEmpty() || heldBack.getAsBoolean() ? NO_PROGRESS : step.apply(asOf.get()));
    }
}
