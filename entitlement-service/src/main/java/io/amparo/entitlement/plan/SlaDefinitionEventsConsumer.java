package io.amparo.entitlement.plan;

import io.amparo.events.Topic;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes the plans of amparo.sla-policies. Each version of a plan has its own events, so the version decides which is newer.
 */
@ReadsEvents
@Configuration
class SlaDefinitionEventsConsumer {

    @Bean
    TopicHandler onSlaDefinitionEvents(EventHandlers handlers, Plans plans) {
        return handlers.each(Topic.SLA_DEFINITIONS, SlaPlanPublished.class, (published, _) -> plans.put(published.planId(),
                published.version(), new Plan(published.planId(), published.version())));
    }
}
