package io.amparo.knowledge;

import io.amparo.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void the_rules_of_the_house_hold() {
        new ArchitectureRules("io.amparo.knowledge", "knowledge").check();
    }
}
