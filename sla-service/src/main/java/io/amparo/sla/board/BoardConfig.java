package io.amparo.sla.board;

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
