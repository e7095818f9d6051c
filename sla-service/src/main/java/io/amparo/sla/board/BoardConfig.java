package io.amparo.sla.board;

import io.amparo.platform.store.Outbox;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class BoardConfig {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    @Bean
    WatchedTickets watchedTickets(Outbox outbox) {
        return new WatchedTickets(outbox);
    }

    @Bean
    BoardStream boardStream() {
        return new BoardStream(HEARTBEAT);
    }
}
