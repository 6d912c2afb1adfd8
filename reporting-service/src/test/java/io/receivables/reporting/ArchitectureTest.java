package io.receivables.reporting;

import io.receivables.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theServiceKeepsTheRulesOfThePlatform() {
        ArchitectureRules.check("io.receivables.reporting");
    }
}
