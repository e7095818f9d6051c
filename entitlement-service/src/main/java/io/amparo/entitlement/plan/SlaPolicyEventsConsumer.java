package io.amparo.entitlement.plan;

import io.amparo.events.EventCodec;
import io.amparo.events.slapolicy.SlaPolicyEvent.SlaPlanPublished;
import io.amparo.platform.ReadsEvents;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Consumes the plans of amparo.sla-policies. Each version of a plan has its own events, so the version decides which is newer.
 */
@ReadsEvents
@Configuration
class SlaPolicyEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onSlaPolicyEvents(EventCodec codec, Plans plans) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof SlaPlanPublished published)
                plans.put(published.planId(), published.version(), new Plan(published.planId(), published.version()));
        };
    }
}
