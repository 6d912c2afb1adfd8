package io.receivables.invoicing;

import static org.assertj.core.api.Assertions.assertThat;

import io.receivables.testkit.Contracts;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemCatalogueTest {
    @Test
    void everyReasonForRefusalIsInTheCatalogueAndNoOther() {
        var published = Contracts.problems().stream()
                .filter(line -> line.owner().equals("invoicing"))
                .map(line -> line.code() + " " + line.status() + " " + line.title());
        var known = Arrays.stream(InvoicingProblem.values())
                .map(problem -> problem.code() + " " + problem.status() + " " + problem.title());

        assertThat(published).containsExactlyInAnyOrderElementsOf(known.toList());
    }
}
