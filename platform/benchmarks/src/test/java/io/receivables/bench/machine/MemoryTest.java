package io.receivables.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void theResidentSetIsToldInMebibytes() {
        assertThat(Memory.resident(List.of("Name:\tjava", "VmHWM:\t  999999 kB", "VmRSS:\t  204800 kB")))
                .isEqualTo(200);
    }
}
