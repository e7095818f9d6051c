package io.amparo.entitlement.obligation;

import io.amparo.events.Topic;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRead;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.knowledge. */
@ReadsEvents
@Configuration
class KnowledgeEventsConsumer {

    @Bean
    TopicHandler onKnowledgeEvents(EventHandlers handlers, ArticleEvidence evidence) {
        return handlers.each(Topic.KNOWLEDGE, ArticleRead.class, (read, event) -> evidence.handle(read, event.cause()));
    }
}
