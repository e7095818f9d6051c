package io.amparo.events.knowledge;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of knowledge-service about its articles (R2). */
public sealed interface KnowledgeEvent extends DomainEvent {
    String itemId();

    @Override
    default String key() {
        return itemId();
    }

    /**
     * An article was published.
     *
     * @param kind INFORMATION, PROCEDURE, CHANGE_LOG or RESOLUTION (R2.2)
     */
    @EventType("io.amparo.knowledge.ArticlePublished.v1")
    record ArticlePublished(String itemId, String slug, String kind, String language, String title, @Nullable String productId,
            Instant publishedAt) implements KnowledgeEvent {}

    /** An article was archived. */
    @EventType("io.amparo.knowledge.ArticleArchived.v1")
    record ArticleArchived(String itemId, String slug, Instant archivedAt) implements KnowledgeEvent {}
}
