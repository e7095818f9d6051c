package io.amparo.notification.live;

import io.amparo.notification.inbox.Notifications;
import io.amparo.platform.stream.EventStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
class LiveConfig {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    /** Of all readers together, some 300 bytes each. */
    private static final int MAX_RECENT_EVENTS = 5_000;

    @Bean
    EventStream<LiveUpdate> liveUpdates() {
        return new EventStream<>("amparo updates", HEARTBEAT, MAX_RECENT_EVENTS);
    }

    /** @param interval how late a reader learns of a notice */
    @Bean
    SchedulingConfigurer inboxTail(Notifications notifications, EventStream<LiveUpdate> liveUpdates,
            @Value("${amparo.inbox.tail:1s}") Duration interval, Clock clock) {
        var tail = new InboxTail(notifications::addedSince, liveUpdates::hasReaders,
                added -> liveUpdates.publish(() -> Optional.of(LiveUpdate.of(added))), clock);
        return tasks -> tasks.addFixedDelayTask(tail::tick, interval);
    }
}
