package io.amparo.sla.board;

import io.amparo.platform.store.Outbox;
import io.amparo.sla.plan.PublishedPolicies;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class BoardConfig {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    @Bean
    BoardStream boardStream() {
        return new BoardStream(HEARTBEAT);
    }
}
