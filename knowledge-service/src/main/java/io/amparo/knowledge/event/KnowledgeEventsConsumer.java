package io.amparo.knowledge.event;

import io.amparo.events.Topic;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.knowledge, the events of this service, for its features: what follows from a change also happens if the process
 * crashes after the write.
 */
@ReadsEvents
@Configuration
class KnowledgeEventsConsumer {

    @Bean
    TopicHandler onKnowledgeEvents(EventHandlers handlers, List<KnowledgeEventListener> listeners) {
        return handlers.each(Topic.KNOWLEDGE, event -> listeners.forEach(listener -> listener.on(event)));
    }
}
