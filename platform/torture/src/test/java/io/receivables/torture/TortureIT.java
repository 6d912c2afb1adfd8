package io.receivables.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** The short profile on the packaged services; {@code -Dtorture.seed} replays another run. */
class TortureIT {

    @Test
    void everyPromiseHoldsUnderTheShortProfile() {
        assertThat(Torture.run(Profile.SHORT, Long.getLong("torture.seed", 1), Set.of())
                        .broken())
                .as("promises that do not hold; the whole table is in platform/torture/target/torture.json")
                .isEmpty();
    }
}
