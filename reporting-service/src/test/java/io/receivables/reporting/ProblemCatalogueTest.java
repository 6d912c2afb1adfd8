package io.receivables.reporting;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.testkit.Contracts;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemCatalogueTest {
    @Test
    void everyProblemOfTheServiceIsInTheCatalogueAndNoOther() {
        var catalogue = Contracts.problems().stream()
                .filter(line -> line.owner().equals("reporting"))
                .map(line -> line.code() + " " + line.status() + " " + line.title())
                .toList();

        assertThat(Arrays.stream(ReportingProblem.values()).map(p -> p.code() + " " + p.status() + " " + p.title()))
                .containsExactlyInAnyOrderElementsOf(catalogue);
    }
}
