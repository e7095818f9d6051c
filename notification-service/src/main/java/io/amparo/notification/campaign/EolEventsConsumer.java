package io.amparo.notification.campaign;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.eol.EolEvent.EolNoticeDue;
import io.amparo.events.eol.EolEvent.EolRescheduled;
import io.amparo.platform.ReadsEvents;
import java.time.Period;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.eol. Each event begins one campaign, whose id is derived from the cause. */
@ReadsEvents
@Configuration
class EolEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onEolEvents(EventCodec codec, BeginCampaign campaigns) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            var notice = notice(event);
            if (notice != null) campaigns.handle(event.cause(), event.time(), notice);
        };
    }

    private static @Nullable Notice notice(Event event) {
        return switch (event.data()) {
            case EolAnnounced told -> new Notice(Notice.ANNOUNCED, told.announcementId(), told.productId(), told.productName(),
                    told.endOfLife(), null, told.reason(), told.successor(), told.migrationPath(), null);
            case EolRescheduled told ->
                new Notice(Notice.RESCHEDULED, told.announcementId(), told.productId(), told.productName(), told.endOfLife(),
                        told.previousEndOfLife(), told.reason(), told.successor(), told.migrationPath(), null);
            case EolNoticeDue told -> new Notice(Notice.REMINDER, told.announcementId(), told.productId(), told.productName(),
                    told.endOfLife(), null, null, told.successor(), told.migrationPath(), Period.parse(told.notice()));
            case null, default -> null;
        };
    }
}
