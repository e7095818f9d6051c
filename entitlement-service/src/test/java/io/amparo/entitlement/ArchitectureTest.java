package io.amparo.entitlement;

import io.amparo.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    @Test
    void architecture_rules_hold() {
        new ArchitectureRules("io.amparo.entitlement", "customer", "entitlement", "policy").check();
    }
}
