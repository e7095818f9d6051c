package io.amparo.notification.campaign;

import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolReached;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.notification.campaign.Notice.Migration;
import io.amparo.notification.campaign.Notice.Product;
import io.amparo.notification.forwarding.EventForwarding;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.TraceContext;
import io.amparo.starter.EventHandlers;
import java.time.Period;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.eol. Each event begins one campaign, whose id is derived from the cause. */
@ReadsEvents
@Configuration
class EolEventsConsumer {

    @Bean
    TopicHandler onEolEvents(EventHandlers handlers, EventForwarding forwarding, TraceContext trace,
            BeginCampaign beginCampaign) {
        return forwarding.after(handlers.each(Topic.EOL, event -> {
            var notice = notice(event);
            if (notice != null)
                beginCampaign.handle(trace.origin(event.cause(), event.correlation(), event.traceparent()), event.time(), notice);
        }));
    }

    private static @Nullable Notice notice(Event event) {
        return switch (event.data()) {
            case EolAnnounced announced -> new Notice(Notice.ANNOUNCED, announced.announcementId(),
                    new Product(announced.productId(), announced.productName()), announced.endOfLife(), null, announced.reason(),
                    new Migration(announced.successor(), announced.migrationPath()), null);
            case EolRescheduled rescheduled -> new Notice(Notice.RESCHEDULED, rescheduled.announcementId(),
                    new Product(rescheduled.productId(), rescheduled.productName()), rescheduled.endOfLife(),
                    rescheduled.previousEndOfLife(), rescheduled.reason(),
                    new Migration(rescheduled.successor(), rescheduled.migrationPath()), null);
            case EolNoticeDue due ->
                new Notice(Notice.REMINDER, due.announcementId(), new Product(due.productId(), due.productName()),
                        due.endOfLife(), null, null, new Migration(due.successor(), due.migrationPath()), remaining(due));
            case EolReached reached ->
                new Notice(Notice.REACHED, reached.announcementId(), new Product(reached.productId(), reached.productName()),
                        reached.endOfLife(), null, null, new Migration(reached.successor(), reached.migrationPath()), null);
            case null, default -> null;
        };
    }

    /** A reminder that was late because of a downtime names the days that are left. */
    private static Period remaining(EolNoticeDue due) {
        var period = Period.parse(due.notice());
        var left = due.daysLeft();
        return left == null || !due.endOfLife().minusDays(left).isAfter(due.endOfLife().minus(period))
                ? period
                : Period.ofDays(left);
    }
}
