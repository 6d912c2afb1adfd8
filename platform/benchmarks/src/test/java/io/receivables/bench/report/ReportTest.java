package io.receivables.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.receivables.bench.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {

    @Test
    void ratiosAreHeldAgainstTheirGoalsInTheRightDirection() {
        assertThat(Measured.atLeast("issue", 8, "per second", 70, 100, 0.7, Map.of())
                        .pass())
                .isTrue();
        assertThat(Measured.atLeast("issue", 8, "per second", 69, 100, 0.7, Map.of())
                        .pass())
                .isFalse();
        assertThat(Measured.atLeast("read", 8, "per second", 7_500, 0, 7_500, Map.of())
                        .pass())
                .isTrue();
        assertThat(Measured.atMost("sweep", 1, "seconds", 21, 10, 2, Map.of()).pass())
                .isFalse();
    }

    @Test
    void theFilesHoldEveryRow(@TempDir Path folder) throws IOException {
        new Report(List.of(
                        Measured.atLeast("a < b", 8, "per second", 70, 100, 0.7, Map.of("p99Millis", 1.5)),
                        Measured.atLeast("c", 32, "per second", 1, 2, 1, Map.of())))
                .write(folder);

        var json = new ObjectMapper().readTree(folder.resolve("bench.json").toFile());
        assertThat(json).hasSize(2);
        assertThat(json.get(0).path("ratio").asDouble()).isEqualTo(0.7);
        assertThat(json.get(0).path("pass").asBoolean()).isTrue();
        assertThat(json.get(1).path("pass").asBoolean()).isFalse();
        assertThat(Files.readString(folder.resolve("bench.html"))).contains("a &lt; b", "p99Millis=1.5");
    }
}
