package io.receivables.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void theMiddleCountsWhateverTheOrderIs() {
        assertThat(Medians.of(List.of(9.0, 1.0, 2.0), figure -> figure)).isEqualTo(2);
        assertThat(Medians.of(List.of(9.0, 1.0, 2.0, 4.0), figure -> figure)).isEqualTo(3);
    }

    @Test
    void withoutARoundThereIsNoFigure() {
        assertThat(Medians.of(List.<Double>of(), figure -> figure)).isZero();
    }
}
