package io.receivables.torture.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.local.system.Ports;
import io.receivables.local.system.Progress;
import io.receivables.local.system.ServiceName;
import io.receivables.torture.Battlefield;
import io.receivables.torture.Profile;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultPlanTest {
    private static final int DEATHS = 50;
    private static final int TROUBLES = 10;

    @TempDir
    Path folder;

    @Test
    void theFullProfileHasFiftyDeathsOfEachKindAndTenOfEachOtherTrouble() {
        Map<String, Long> kinds = plan(Profile.FULL).stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Fault::kind, Collectors.counting()));

        assertThat(kinds).hasSize(26);
        kinds.forEach((kind, count) -> {
            if (kind.startsWith("kill")) {
                assertThat(count).as(kind).isEqualTo(DEATHS);
            } else if (!kind.equals("freeze")) {
                assertThat(count).as(kind).isEqualTo(TROUBLES);
            }
        });
        assertThat(kinds).containsEntry("freeze", 2L * TROUBLES);
    }

    @Test
    void noServiceDiesTwiceAtTheSameMomentAndNothingElseHappensThen() {
        for (List<Fault> moment : plan(Profile.FULL)) {
            List<Optional<ServiceName>> victims =
                    moment.stream().map(Fault::victim).toList();
            assertThat(victims).doesNotHaveDuplicates();
            if (moment.size() > 1) {
                assertThat(victims).allMatch(Optional::isPresent);
            }
        }
        assertThat(plan(Profile.FULL)).anyMatch(moment -> moment.size() > 2);
    }

    @Test
    void theShortProfileHasFewAndOneByOne() {
        assertThat(plan(Profile.SHORT)).hasSize(4).allMatch(moment -> moment.size() == 1);
    }

    private List<List<Fault>> plan(Profile profile) {
        try (Wires wires = new Wires(Ports.free(), folder, profile)) {
            Progress nobody = new Progress(new PrintStream(OutputStream.nullOutputStream()));
            Battlefield field = new Battlefield(null, wires, profile, 1, nobody);
            return FaultPlan.of(profile, new Faults(field), new SplittableRandom(1));
        }
    }
}
