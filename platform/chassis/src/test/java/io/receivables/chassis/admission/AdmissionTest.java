package io.receivables.chassis.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.receivables.chassis.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Vertx VERTX = Vertx.vertx();

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<String> done = new ArrayList<>();
    private long nanos;

    @AfterAll
    static void close() {
        VERTX.close();
    }

    @Test
    void theNewestWaiterGoesFirstAndWhoFindsNoRoomIsRefusedAtOnce() {
        var admission = admission(Duration.ofMinutes(1));
        var first = new CompletableFuture<String>();
        var second = new CompletableFuture<String>();
        var third = new CompletableFuture<String>();
        take(admission, "first", first);
        take(admission, "second", second);
        take(admission, "third", third);
        assertThat(admission.isFull()).isTrue();

        var fourth = admission.admit(() -> Uni.createFrom().item("fourth")).subscribeAsCompletionStage();
        assertThatThrownBy(fourth::join).hasCauseInstanceOf(Problem.class);

        first.complete("first");
        second.complete("second");
        assertThat(done).as("third works, second still waits").containsExactly("first");
        third.complete("third");
        assertThat(done).containsExactlyInAnyOrder("first", "second", "third");
        assertThat(metrics.get("receivables.requests.in.flight").gauge().value())
                .isZero();
        assertThat(metrics.get("receivables.requests.shed").counter().count()).isEqualTo(1);
    }

    @Test
    void aQueueThatDoesNotEmptyIsNoBurstAndTakesOnlyFew() {
        var admission = admission(Duration.ofMinutes(1));
        var first = new CompletableFuture<String>();
        take(admission, "first", first);
        take(admission, "second", CompletableFuture.completedFuture("second"));
        assertThat(admission.isFull()).isFalse();

        nanos += Duration.ofSeconds(16).toNanos();
        assertThat(admission.isFull()).isTrue();

        first.complete("first");
        assertThat(admission.isFull()).isFalse();
    }

    @Test
    void whoWaitsTooLongIsRefused() {
        var admission = admission(Duration.ofMillis(20));
        take(admission, "first", new CompletableFuture<>());

        var late = admission.admit(() -> Uni.createFrom().item("late")).subscribeAsCompletionStage();

        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(Problem.class);
    }

    @Test
    void inOverloadNobodyWaitsMuchLongerThanATurnTakes() {
        var admission = admission(Duration.ofMinutes(1));
        take(admission, "first", new CompletableFuture<>());
        take(admission, "second", new CompletableFuture<>());
        nanos += Duration.ofSeconds(16).toNanos();

        var late = admission.admit(() -> Uni.createFrom().item("late")).subscribeAsCompletionStage();

        assertThatThrownBy(() -> late.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(Problem.class);
    }

    @Test
    void whoGivesUpAndWhoFailsTakeNobodysTurn() {
        var admission = admission(Duration.ofMinutes(1));
        var first = new CompletableFuture<String>();
        take(admission, "first", first);
        admission
                .admit(() -> Uni.createFrom().item("impatient"))
                .subscribe()
                .with(ignored -> done.add("impatient"))
                .cancel();
        first.completeExceptionally(new IllegalStateException("failed"));

        take(admission, "next", CompletableFuture.completedFuture("next"));

        assertThat(done).containsExactly("next");
    }

    private void take(Admission admission, String name, CompletableFuture<String> work) {
        admission
                .admit(() -> Uni.createFrom().completionStage(work))
                .subscribe()
                .with(ignored -> done.add(name), ignored -> {});
    }

    private Admission admission(Duration maxWait) {
        var config = new AdmissionConfig() {
            @Override
            public int maxInFlight() {
                return 1;
            }

            @Override
            public int maxWaiting() {
                return 2;
            }

            @Override
            public Duration maxWait() {
                return maxWait;
            }
        };
        return new Admission(config, VERTX, metrics, () -> nanos);
    }
}
