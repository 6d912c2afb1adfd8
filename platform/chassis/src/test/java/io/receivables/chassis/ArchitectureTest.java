package io.receivables.chassis;

import io.receivables.testkit.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void theChassisFollowsTheRulesOfTheServices() {
        ArchitectureRules.check("io.receivables.chassis");
    }
}
