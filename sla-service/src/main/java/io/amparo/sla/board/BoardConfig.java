package io.amparo.sla.board;

import io.amparo.platform.ServiceProperties;
import io.amparo.platform.stream.EventStream;
import io.amparo.platform.stream.Watermarks;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class BoardConfig {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MAX_RECENT_EVENTS = 1_000;

    @Bean
    EventStream<BoardUpdate> boardStream() {
        return new EventStream<>("amparo sla board", HEARTBEAT, MAX_RECENT_EVENTS);
    }

    @Bean
    Watermarks watermarks(ServiceProperties service) {
        return new Watermarks(service.partitions());
    }
}
