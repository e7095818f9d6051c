package io.amparo.entitlement;

import io.amparo.testkit.SettableClock;
import java.time.Instant;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Sets the clock to 2026-11-20, when the contracts of Acme and Borealis are active and the contract of Cobalt has expired. */
@TestConfiguration
public class TestClockConfig {

    @Bean
    SettableClock clock() {
        return new SettableClock(Instant.parse("2026-11-20T12:00:00Z"));
    }
}
