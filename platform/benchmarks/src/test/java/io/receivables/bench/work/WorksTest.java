package io.receivables.bench.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

class WorksTest {
    @Test
    void everyWorkIsMeasuredWhenNoneIsNamed() {
        assertThat(Works.named(Set.of()))
                .extracting(Work::name)
                .contains("issue", "visible")
                .doesNotHaveDuplicates();
    }

    @Test
    void onlyTheNamedWorksAreMeasuredInTheUsualOrder() {
        assertThat(Works.named(Set.of("replay", "pay"))).extracting(Work::name).containsExactly("pay", "replay");
    }

    @Test
    void aWorkThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
        assertThatThrownBy(() -> Works.named(Set.of("pay", "dance")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no work dance;")
                .hasMessageContaining("visible");
    }
}
