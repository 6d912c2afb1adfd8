package io.receivables.dunning.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.chassis.time.SystemClock;
import io.receivables.dunning.config.DunningConfig;
import io.receivables.dunning.reminder.model.Delivery;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With the default pauses: 5 s, then twice as long each time. */
class MailServerPauseTest {

    private static final Delivery TIMED_OUT = new Delivery.Unknown(UUID.randomUUID(), "TimeoutException", false);
    private static final Delivery TAKEN = new Delivery.Accepted(UUID.randomUUID());
    private static final Optional<String> THERE = Optional.empty();
    private static final Optional<String> SILENT = Optional.of("greeting: none");

    private final Clock clock = new Clock();
    private final MailServerPause pause = new MailServerPause(
            clock,
            new SmallRyeConfigBuilder()
                    .addDiscoveredConverters()
                    .withMapping(DunningConfig.class)
                    .build()
                    .getConfigMapping(DunningConfig.class));

    @Test
    void mailsWithoutAnAnswerHoldBackTheOthersAndCountOnce() {
        pause.observe(TIMED_OUT);
        pause.observe(TIMED_OUT);

        assertThat(pause.active()).isTrue();
        clock.seconds(5);
        assertThat(pause.active()).isFalse();
    }

    @Test
    void pausesGrowUntilAMailIsAnswered() {
        pause.observe(TIMED_OUT);
        clock.seconds(5);
        pause.learn(THERE);
        pause.observe(TIMED_OUT);
        clock.seconds(9);
        assertThat(pause.active()).isTrue();

        pause.observe(TAKEN);
        assertThat(pause.active()).isFalse();
        pause.observe(TIMED_OUT);
        clock.seconds(5);
        assertThat(pause.active()).isFalse();
    }

    @Test
    void serverThatDoesNotGreetIsNotUsed() {
        assertThat(pause.learn(SILENT)).isFalse();

        assertThat(pause.active()).isTrue();
        clock.seconds(5);
        assertThat(pause.active()).isFalse();
        assertThat(pause.toBeAsked()).isTrue();
    }

    @Test
    void serverThatShowedItselfIsNotAskedForSomeTime() {
        assertThat(pause.toBeAsked()).isTrue();
        assertThat(pause.learn(THERE)).isTrue();
        clock.seconds(9);
        assertThat(pause.toBeAsked()).isFalse();
        pause.observe(TAKEN);
        clock.seconds(9);
        assertThat(pause.toBeAsked()).isFalse();
        clock.seconds(1);
        assertThat(pause.toBeAsked()).isTrue();
    }

    private static final class Clock extends SystemClock {
        private Instant now = Instant.parse("2025-03-01T12:00:00Z");

        @Override
        public Instant now() {
            return now;
        }

        void seconds(long seconds) {
            now = now.plusSeconds(seconds);
        }
    }
}
