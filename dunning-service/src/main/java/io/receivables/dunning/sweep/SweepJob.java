package io.receivables.dunning.sweep;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.receivables.chassis.tenant.TenantClockMoved;
import io.receivables.dunning.sweep.ReminderClaims.Claimed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Runs the dunning of all tenants: every second, and at once when a sandbox clock moves. One run at a time in this
 * process; other instances run beside it and share the cases by row locks.
 */
@ApplicationScoped
public class SweepJob {

    /** Actor of the job's transactions. */
    static final String NAME = "dunning-sweep";

    private static final Logger LOG = Logger.getLogger(SweepJob.class);
    private static final int TENANTS_AT_ONCE = 2;
    private static final int DRAIN_SECONDS = 12;

    private final DueTenants dueTenants;
    private final ReminderClaims claims;
    private final RetryClaims retries;
    private final ReminderDispatch dispatch;
    private final Settlement settlement;
    private final MailServerPause pause;
    private final AtomicInteger wakeUps = new AtomicInteger();
    private volatile boolean stopping;
    private volatile CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    SweepJob(
            DueTenants dueTenants,
            ReminderClaims claims,
            RetryClaims retries,
            ReminderDispatch dispatch,
            Settlement settlement,
            MailServerPause pause) {
        this.dueTenants = dueTenants;
        this.claims = claims;
        this.retries = retries;
        this.dispatch = dispatch;
        this.settlement = settlement;
        this.pause = pause;
    }

    @Scheduled(every = "${dunning.sweep.every:1s}")
    void tick() {
        wake();
    }

    void clockMoved(@ObservesAsync TenantClockMoved moved) {
        wake();
    }

    /** Lets the batch in hand finish, so that no reminder is left without a known outcome. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping = true;
        try {
            running.get(DRAIN_SECONDS, TimeUnit.SECONDS);
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
        return dueTenants
                .find()
                .chain(tenants -> Multi.createFrom()
                        .iterable(tenants)
                        .onItem()
                        .transformToUni(this::sweepTenant)
                        .merge(TENANTS_AT_ONCE)
                        .collect()
                        .last())
                .replaceWithVoid();
    }

    private Uni<Void> sweepTenant(String tenant) {
        return settlement
                .giveUpStale(tenant)
                .chain(() -> untilDone(() -> send(tenant, retries.claim(tenant))))
                .chain(() -> untilDone(() -> send(tenant, claims.claim(tenant))))
                .onFailure()
                .invoke(failure -> LOG.warnf("The sweep of tenant %s failed: %s", tenant, failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Boolean> send(String tenant, Uni<Claimed> claim) {
        return claim.call(claimed -> dispatch.send(tenant, claimed.toSend())).map(Claimed::progress);
    }

    private Uni<Void> untilDone(Supplier<Uni<Boolean>> step) {
        return Uni.createFrom()
                .deferred(() -> stopping || pause.active() ? Uni.createFrom().item(false) : step.get())
                .repeat()
                .until(progress -> !progress)
                .collect()
                .last()
                .replaceWithVoid();
    }
}
