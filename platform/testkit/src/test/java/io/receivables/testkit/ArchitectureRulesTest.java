package io.receivables.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureRulesTest {

    private static final String PLANTED = "io.receivables.testkit.planted";

    @ParameterizedTest
    @CsvSource({
        "MODEL_IS_PURE, io.receivables.testkit.planted.model",
        "RESOURCES_ARE_NOT_CANCELLABLE, io.receivables.testkit.planted.rest",
        "REST_METHODS_STATE_THEIR_ROLES, io.receivables.testkit.planted.rest",
        "TIME_COMES_FROM_THE_TENANT_CLOCK, io.receivables.testkit.planted.time",
        "NOTHING_WAITS, io.receivables.testkit.planted.waiting",
        "NAMES_MEAN_SOMETHING, io.receivables.testkit.planted.names",
        "NO_FIELD_INJECTION, io.receivables.testkit.planted.injection",
        "NO_FLOATING_POINT, io.receivables.testkit.planted.floating",
        "FEATURES_ARE_FREE_OF_CYCLES, io.receivables.testkit.planted.cycle",
        "NO_OTHER_SERVICE, io.receivables.payment"
    })
    void everyRuleFindsItsPlantedViolation(String rule, String planted) {
        assertThatThrownBy(() -> ArchitectureRules.all(planted).get(rule).check(planted(planted)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> ArchitectureRules.checkAll(planted(planted), planted))
                .hasMessageContaining(rule + ":");
    }

    @Test
    void noRuleIsWithoutAPlantedViolation() throws NoSuchMethodException {
        Set<String> proven = List.of(ArchitectureRulesTest.class
                        .getDeclaredMethod("everyRuleFindsItsPlantedViolation", String.class, String.class)
                        .getAnnotation(CsvSource.class)
                        .value())
                .stream()
                .map(row -> row.split(",")[0])
                .collect(Collectors.toSet());

        assertThat(proven).isEqualTo(ArchitectureRules.all(PLANTED).keySet());
    }

    @Test
    void everyWayToReadTheSystemClockIsFound() {
        assertThatThrownBy(() -> ArchitectureRules.TIME_COMES_FROM_THE_TENANT_CLOCK.check(planted(PLANTED + ".time")))
                .hasMessageContaining("(6 times)")
                .hasMessageContaining("SystemTime.reference");
    }

    @Test
    void codeThatKeepsTheRulesPasses() {
        String good = PLANTED + ".good";

        assertThatCode(() -> ArchitectureRules.checkAll(planted(good), good)).doesNotThrowAnyException();
    }

    @Test
    void checkingAPackageWithoutClassesFails() {
        assertThatThrownBy(() -> ArchitectureRules.check("io.receivables.nowhere"))
                .hasMessage("There are no classes in io.receivables.nowhere");
    }

    private static JavaClasses planted(String packageName) {
        return new ClassFileImporter().importPackages(packageName);
    }
}
