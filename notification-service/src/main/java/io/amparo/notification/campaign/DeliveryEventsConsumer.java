package io.amparo.notification.campaign;

import io.amparo.events.Topic;
import io.amparo.events.delivery.DeliveryEvent.DeliveryBounced;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.TraceContext;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.deliveries for first notices of an end of life that were lost. */
@ReadsEvents
@Configuration
class DeliveryEventsConsumer {

    @Bean
    TopicHandler onDeliveryEvents(EventHandlers handlers, TraceContext trace, AlarmUnreachedCustomer alarmUnreachedCustomer) {
        return handlers.each(Topic.DELIVERIES, event -> {
            var origin = trace.origin(event.cause(), event.correlation(), event.traceparent());
            switch (event.data()) {
                case DeliveryBounced lost when Notice.isFirst(lost.template()) ->
                    alarmUnreachedCustomer.handle(origin, event.time(), lost.deliveryId());
                case DeliveryFailed lost when Notice.isFirst(lost.template()) ->
                    alarmUnreachedCustomer.handle(origin, event.time(), lost.deliveryId());
                case null, default -> { /* all other mails, and those that have arrived */ }
            }
        });
    }
}
