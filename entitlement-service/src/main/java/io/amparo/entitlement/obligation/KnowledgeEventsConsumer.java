package io.amparo.entitlement.obligation;

import io.amparo.events.Topic;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRead;
import io.amparo.events.knowledge.KnowledgeEvent.CourseCompleted;
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
    TopicHandler onKnowledgeEvents(EventHandlers handlers, SelfHelpEvidence evidence) {
        return handlers.each(Topic.KNOWLEDGE, event -> {
            switch (event.data()) {
                case ArticleRead read -> evidence.handle(read, event.cause());
                case CourseCompleted completed -> evidence.handle(completed, event.cause());
                case null, default -> { /* No other event shows that a customer helps itself. */ }
            }
        });
    }
}
