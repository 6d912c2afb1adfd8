package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProblemCatalogueTest {

    /** As in a service; no line of problems.csv belongs to its owner. */
    enum PlantedProblem {
        PLANTED;

        public String code() {
            return "planted";
        }

        public int status() {
            return 409;
        }

        public String title() {
            return "Planted.";
        }
    }

    @Test
    void aCodeWithoutALineIsFound() {
        assertThatThrownBy(() -> ProblemCatalogue.assertComplete("planted", PlantedProblem.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("not published [planted 409 Planted.]");
    }

    @Test
    void aLineWithoutACodeIsFound() {
        assertThatThrownBy(() -> ProblemCatalogue.assertComplete("common"))
                .hasMessageContaining("published but unknown [")
                .hasMessageContaining("validation_failed 400");
    }

    @Test
    void anOwnerWithoutCodesAndLinesIsComplete() {
        assertThatCode(() -> ProblemCatalogue.assertComplete("nobody")).doesNotThrowAnyException();
    }
}
