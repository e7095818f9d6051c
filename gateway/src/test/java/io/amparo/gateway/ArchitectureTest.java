package io.amparo.gateway;

import io.amparo.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void the_architecture_rules_hold() {
        new ArchitectureRules("io.amparo.gateway").check();
    }
}
