package io.receivables.chassis.events.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final Feed INVOICES = new Feed("invoices", "dunning.invoices");
    private static final Feed ITEMS = new Feed("items", "dunning.items");
    private static final TopicPosition I0 = new TopicPosition("invoices", 0);
    private static final TopicPosition I1 = new TopicPosition("invoices", 1);
    private static final TopicPosition P0 = new TopicPosition("items", 0);
    private static final Instant NOW = Instant.parse("2026-04-01T12:00:00Z");

    @Test
    void whatEveryGroupHasCommittedToTheEndIsNoBacklog() {
        var backlog = backlog(Map.of(I0, 5L, P0, 7L), Map.of(I0, 5L), Map.of(P0, 7L));

        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void anEmptyPartitionThatNobodyEverCommittedIsNoBacklog() {
        assertThat(backlog(Map.of(I0, 0L, P0, 0L), Map.of(), Map.of()).isEmpty())
                .isTrue();
    }

    @Test
    void aPartitionThatNobodyEverCommittedIsMissingFromItsFirstEvent() {
        var backlog = backlog(Map.of(I0, 5L, I1, 2L, P0, 0L), Map.of(I0, 3L), Map.of());

        assertThat(backlog.missing()).isEqualTo(Map.of(INVOICES, Map.of(I0, 3L, I1, 0L)));
        assertThat(backlog.describe()).isEqualTo("4 of invoices");
    }

    @Test
    void theOffsetsOfAnotherGroupDoNotCount() {
        var backlog = backlog(Map.of(P0, 7L), Map.of(P0, 7L), Map.of());

        assertThat(backlog.missing()).isEqualTo(Map.of(ITEMS, Map.of(P0, 0L)));
    }

    @Test
    void eventsThatCameAfterTheQuestionDoNotCount() {
        assertThat(backlog(Map.of(I0, 5L), Map.of(I0, 9L), Map.of()).isEmpty()).isTrue();
    }

    @Test
    void whatTheBrokerHasDeletedIsNotWaitedFor() {
        var backlog = backlog(Map.of(I0, 5L, I1, 5L, P0, 7L), Map.of(), Map.of());

        var left = backlog.from(Map.of(I0, 5L, I1, 4L, P0, 7L));

        assertThat(left.missing()).isEqualTo(Map.of(INVOICES, Map.of(I1, 0L)));
    }

    private static Backlog backlog(
            Map<TopicPosition, Long> ends, Map<TopicPosition, Long> invoices, Map<TopicPosition, Long> items) {
        return Backlog.of(
                List.of(INVOICES, ITEMS),
                new LogEnd(ends, NOW),
                Map.of(INVOICES.group(), invoices, ITEMS.group(), items));
    }
}
