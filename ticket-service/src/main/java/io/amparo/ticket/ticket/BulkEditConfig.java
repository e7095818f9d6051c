package io.amparo.ticket.ticket;

import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
class BulkEditConfig {
    private static final Duration TICK_INTERVAL = Duration.ofMillis(500);

    @Bean
    BulkEdits bulkEdits(Outbox outbox) {
        return new BulkEdits(outbox);
    }

    @Bean
    BeginBulkEdit beginBulkEdit(BulkEdits bulkEdits, TicketSummaries summaries, Clock clock) {
        return new BeginBulkEdit(bulkEdits, summaries, clock);
    }

    @Bean
    SchedulingConfigurer bulkEditTicks(BulkEdits bulkEdits, Tickets tickets, TimelineEntries timelineEntries,
            EditTicket editTicket, PostMessage postMessage, Clock clock, MeterRegistry meters) {
        var ticker = new BulkEditTicker(bulkEdits, new DueAggregates(bulkEdits, clock, meters), tickets, timelineEntries,
                editTicket, postMessage, clock);
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(ticker::tick, TICK_INTERVAL, TICK_INTERVAL));
    }
}
