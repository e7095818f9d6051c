package io.amparo.events.knowledge;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.ArticleKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of knowledge-service about its articles (R2). */
public sealed interface KnowledgeEvent extends DomainEvent {
    String itemId();

    /** The article's id. */
    @Override
    default String key() {
        return itemId();
    }

    /**
     * An article was published.
     *
     * @param kind kind of the article (R2.2)
     * @param title title of the article
     * @param productId product whose users the article addresses; null for the users of all products
     */
    @EventType("io.amparo.knowledge.ArticlePublished.v1")
    record ArticlePublished(String itemId, String slug, @TextOf(ArticleKind.class) String kind, String language, String title,
            @Nullable String productId, Instant publishedAt) implements KnowledgeEvent {}

    /**
     * An article was archived.
     *
     * @param archivedAt instant at which it disappeared from the search
     */
    @EventType("io.amparo.knowledge.ArticleArchived.v1")
    record ArticleArchived(String itemId, String slug, Instant archivedAt) implements KnowledgeEvent {}
}
