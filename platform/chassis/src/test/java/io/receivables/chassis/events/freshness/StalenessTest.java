package io.receivables.chassis.events.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StalenessTest {
    private static final Instant NOW = Instant.parse("2026-04-01T12:00:00Z");
    private static final TopicPosition A = new TopicPosition("invoices", 0);
    private static final TopicPosition B = new TopicPosition("payments", 0);

    @Test
    void figuresReadToTheEndAreAsRecentAsTheQuestionForTheEnd() {
        var staleness = Staleness.judge(
                Optional.of(new LogEnd(Map.of(A, 5L, B, 0L), NOW.minusMillis(200))),
                Map.of(A, read(5, 3600)),
                Map.of(),
                NOW);

        assertThat(staleness).isEqualTo(new Staleness(Optional.of(0L), Optional.of(Duration.ofMillis(200))));
    }

    @Test
    void whatIsMissingIsCountedOverAllPartitions() {
        var end = new LogEnd(Map.of(A, 5L, B, 7L), NOW);

        var staleness = Staleness.judge(Optional.of(end), Map.of(A, read(3, 60), B, read(6, 10)), Map.of(), NOW);

        assertThat(staleness.lag()).contains(3L);
        assertThat(staleness.age()).contains(Duration.ofSeconds(60));
    }

    @Test
    void aPartitionNeverReadCountsFromItsFirstEventAndItsAgeIsUnknown() {
        var staleness = Staleness.judge(Optional.of(new LogEnd(Map.of(A, 5L), NOW)), Map.of(), Map.of(), NOW);

        assertThat(staleness).isEqualTo(new Staleness(Optional.of(5L), Optional.empty()));
    }

    @Test
    void aPartitionSeenCompleteShortlyBeforeIsThatOldOnceEventsAreMissing() {
        var staleness = Staleness.judge(
                Optional.of(new LogEnd(Map.of(A, 6L), NOW)),
                Map.of(A, read(5, 3600)),
                Map.of(A, NOW.minusSeconds(2)),
                NOW);

        assertThat(staleness).isEqualTo(new Staleness(Optional.of(1L), Optional.of(Duration.ofSeconds(2))));
    }

    @Test
    void whileTheBrokerIsSilentTheLagIsUnknownAndTheAgeGrows() {
        var read = Map.of(A, read(5, 3600));
        var seen = Map.of(A, NOW.minusSeconds(1));

        var first = Staleness.judge(Optional.empty(), read, seen, NOW);
        var later = Staleness.judge(Optional.empty(), read, seen, NOW.plusSeconds(30));

        assertThat(first).isEqualTo(new Staleness(Optional.empty(), Optional.of(Duration.ofSeconds(1))));
        assertThat(later).isEqualTo(new Staleness(Optional.empty(), Optional.of(Duration.ofSeconds(31))));
    }

    @Test
    void whereNothingIsKnownNothingIsClaimed() {
        assertThat(Staleness.judge(Optional.empty(), Map.of(), Map.of(), NOW))
                .isEqualTo(new Staleness(Optional.empty(), Optional.empty()));
    }

    private static ReadPosition read(long next, long secondsAgo) {
        return new ReadPosition(next, NOW.minusSeconds(secondsAgo));
    }
}
