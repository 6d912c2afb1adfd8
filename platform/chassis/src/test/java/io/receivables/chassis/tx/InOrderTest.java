package io.receivables.chassis.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {
    @Test
    void slicesHoldEveryItemOnceInItsOrder() {
        assertThat(InOrder.slices(List.of(), 2)).isEmpty();
        assertThat(InOrder.slices(List.of(1, 2), 2)).containsExactly(List.of(1, 2));
        assertThat(InOrder.slices(List.of(1, 2, 3), 2)).containsExactly(List.of(1, 2), List.of(3));
    }
}
