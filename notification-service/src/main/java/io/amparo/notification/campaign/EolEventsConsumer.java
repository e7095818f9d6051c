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
    Consumer<Message<byte[]>> onEolEvents(EventCodec codec, BeginCampaign beginCampaign) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            var notice = notice(event);
            if (notice != null) beginCampaign.handle(event.cause(), event.time(), notice);
        };
    }

    private static @Nullable Notice notice(Event event) {
        return switch (event.data()) {
            case EolAnnounced eolEvent ->
                new Notice(Notice.ANNOUNCED, eolEvent.announcementId(), eolEvent.productId(), eolEvent.productName(),
                        eolEvent.endOfLife(), null, eolEvent.reason(), eolEvent.successor(), eolEvent.migrationPath(), null);
            case EolRescheduled eolEvent -> new Notice(Notice.RESCHEDULED, eolEvent.announcementId(), eolEvent.productId(),
                    eolEvent.productName(), eolEvent.endOfLife(), eolEvent.previousEndOfLife(), eolEvent.reason(),
                    eolEvent.successor(), eolEvent.migrationPath(), null);
            case EolNoticeDue eolEvent -> new Notice(Notice.REMINDER, eolEvent.announcementId(), eolEvent.productId(),
                    eolEvent.productName(), eolEvent.endOfLife(), null, null, eolEvent.successor(), eolEvent.migrationPath(),
                    Period.parse(eolEvent.notice()));
            case null, default -> null;
        };
    }
}
