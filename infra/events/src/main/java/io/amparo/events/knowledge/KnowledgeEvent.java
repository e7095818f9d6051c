package io.amparo.events.knowledge;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.ArticleAudience;
import io.amparo.events.Vocabulary.ArticleKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of knowledge-service about its articles (R2) and about the topics of its forum (R3). No topic starts an SLA clock. */
public sealed interface KnowledgeEvent extends DomainEvent {
    String itemId();

    /** The id of the article or topic. */
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
     * @param audience who may read the article; missing in older records
     */
    @EventType("io.amparo.knowledge.ArticlePublished.v1")
    record ArticlePublished(String itemId, String slug, @TextOf(ArticleKind.class) String kind, String language, String title,
            @Nullable String productId, Instant publishedAt,
            @TextOf(ArticleAudience.class) @Nullable String audience) implements KnowledgeEvent {}

    /**
     * An article was archived.
     *
     * @param archivedAt instant at which it disappeared from the search
     */
    @EventType("io.amparo.knowledge.ArticleArchived.v1")
    record ArticleArchived(String itemId, String slug, Instant archivedAt) implements KnowledgeEvent {}

    /**
     * A published article is to be reviewed, because its review date has come.
     *
     * @param title title of the article
     * @param owner person id of the author, who is responsible for the article
     * @param reviewAt day of the review
     */
    @EventType("io.amparo.knowledge.ArticleReviewDue.v1")
    record ArticleReviewDue(String itemId, String slug, String title, String owner,
            LocalDate reviewAt) implements KnowledgeEvent {}

    /**
     * A person has read an article, once a day at most. It is evidence that the customer uses the knowledge base (R9.C2).
     *
     * @param personId id of the person
     * @param customerId company for which the person acts as a named contact; null if there is none
     * @param readAt instant of the first reading of the day
     */
    @EventType("io.amparo.knowledge.ArticleRead.v1")
    record ArticleRead(String itemId, String slug, String personId, @Nullable String customerId,
            Instant readAt) implements KnowledgeEvent {}

    /**
     * A person has rated an article, or has changed the rating. The reason is not in the event: it is text of a person.
     *
     * @param owner person id of the author, who is responsible for the article
     * @param helpful whether the article has helped
     * @param hasReason whether the person has given a reason
     * @param ratedAt instant of the rating
     */
    @EventType("io.amparo.knowledge.ArticleRated.v1")
    record ArticleRated(String itemId, String slug, String owner, boolean helpful, boolean hasReason,
            Instant ratedAt) implements KnowledgeEvent {}

    /**
     * A topic was opened in the forum.
     *
     * @param category category of the forum
     * @param productId product that the topic is about; null if it names none
     * @param openedAt instant of its first post
     */
    @EventType("io.amparo.knowledge.TopicOpened.v1")
    record TopicOpened(String itemId, String authorId, String language, String category, @Nullable String productId,
            Instant openedAt) implements KnowledgeEvent {}

    /**
     * A post was added to a topic.
     *
     * @param byVendor whether the vendor's staff wrote it
     * @param mentionedIds authors whom the text mentions
     * @param addedAt instant of the post
     */
    @EventType("io.amparo.knowledge.PostAdded.v1")
    record PostAdded(String itemId, String postId, String authorId, boolean byVendor, List<String> mentionedIds,
            Instant addedAt) implements KnowledgeEvent {}

    /**
     * A post was accepted as the answer of its topic, in place of the one before.
     *
     * @param solvedAt instant of the acceptance
     */
    @EventType("io.amparo.knowledge.TopicSolved.v1")
    record TopicSolved(String itemId, String postId, String authorId, Instant solvedAt) implements KnowledgeEvent {}

    /**
     * A topic has no accepted answer any more.
     *
     * @param reopenedAt instant of the withdrawal
     */
    @EventType("io.amparo.knowledge.TopicReopened.v1")
    record TopicReopened(String itemId, Instant reopenedAt) implements KnowledgeEvent {}

    /**
     * The vendor's staff has hidden a post, or its author has deleted it; readers see a placeholder. With its first post the
     * whole topic is hidden.
     *
     * @param hiddenAt instant from which its text is hidden
     */
    @EventType("io.amparo.knowledge.PostHidden.v1")
    record PostHidden(String itemId, String postId, String authorId, Instant hiddenAt) implements KnowledgeEvent {}

    /**
     * A hidden post was shown once more.
     *
     * @param restoredAt instant from which its text is visible
     */
    @EventType("io.amparo.knowledge.PostRestored.v1")
    record PostRestored(String itemId, String postId, String authorId, Instant restoredAt) implements KnowledgeEvent {}
}
