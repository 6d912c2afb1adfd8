package io.receivables.payment;

import io.receivables.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void paymentServiceKeepsTheRulesOfThePlatform() {
        ArchitectureRules.check("io.receivables.payment");
    }
}
