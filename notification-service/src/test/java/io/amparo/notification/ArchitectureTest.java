package io.amparo.notification;

import io.amparo.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void service_follows_the_architecture_rules() {
        new ArchitectureRules("io.amparo.notification", "delivery", "alert").check();
    }
}
