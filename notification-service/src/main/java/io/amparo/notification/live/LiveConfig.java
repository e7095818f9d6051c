package io.amparo.notification.live;

import io.amparo.platform.stream.EventStream;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class LiveConfig {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** Of all customers together, some 200 bytes each. */
    private static final int MAX_RECENT_EVENTS = 5_000;

    @Bean
    EventStream<TicketUpdate> ticketUpdates() {
        return new EventStream<>("amparo ticket updates", HEARTBEAT, MAX_RECENT_EVENTS);
    }
}
