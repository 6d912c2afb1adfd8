package io.receivables.bench.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.bench.work.GrowthCourse.Turn;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GrowthCourseTest {
    @Test
    void whatOneOperationCostsIsTheMedianOfTheTurnsWithoutTheLoadDriver() {
        var cost = GrowthCourse.cost(List.of(
                turn(10, Map.of("select", 100L, "insert", 20L), 0.002),
                turn(20, Map.of("select", 200L), 0.004),
                turn(10, Map.of("select", 900L, "insert", 10L), 0.030)));

        assertThat(cost.pages()).isEqualTo(12);
        assertThat(cost.statements()).isEqualTo(Map.of("select", 10.0, "insert", 1.0));
        assertThat(cost.processor()).containsOnlyKeys("postgres");
        assertThat(cost.micros()).isEqualTo(200);
    }

    private static Turn turn(long done, Map<String, Long> pages, double seconds) {
        return new Turn(done, pages, Map.of("postgres", seconds, "bench", 1.0));
    }
}
