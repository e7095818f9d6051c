package io.amparo.sla;

import io.amparo.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_service_keeps_the_rules_of_the_house() {
        new ArchitectureRules("io.amparo.sla", "sla", "slapolicy", "slamigration").check();
    }
}
