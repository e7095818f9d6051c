package io.amparo.entitlement;

import io.amparo.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void keeps_the_rules_of_the_house() {
        new ArchitectureRules("io.amparo.entitlement", "customer", "entitlement").check();
    }
}
