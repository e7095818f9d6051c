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

/**
 * Events of knowledge-service about its articles (R2), the topics of its forum (R3), and its courses with their certificates
 * (R4). No topic starts an SLA clock.
 */
public sealed interface KnowledgeEvent extends DomainEvent {
    String itemId();

    /** The id of the article, topic, course or certificate. */
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

    /**
     * A version of a course was published, or an archived course was published once more.
     *
     * @param courseVersion number of the version, from 1
     * @param title title of the course
     * @param productId product that the course is about; null for none
     */
    @EventType("io.amparo.knowledge.CoursePublished.v1")
    record CoursePublished(String itemId, int courseVersion, String language, String title, @Nullable String productId,
            Instant publishedAt) implements KnowledgeEvent {}

    /**
     * A course was archived: it cannot be begun any more.
     *
     * @param archivedAt instant of the change
     */
    @EventType("io.amparo.knowledge.CourseArchived.v1")
    record CourseArchived(String itemId, Instant archivedAt) implements KnowledgeEvent {}

    /**
     * A person has begun a course.
     *
     * @param personId id of the person
     * @param customerId company for which the person acts as a named contact; null if there is none
     * @param courseVersion version of the course, from 1
     * @param enrolledAt instant of the beginning
     */
    @EventType("io.amparo.knowledge.CourseEnrolled.v1")
    record CourseEnrolled(String itemId, String personId, @Nullable String customerId, int courseVersion,
            Instant enrolledAt) implements KnowledgeEvent {}

    /**
     * A person has completed a lesson of a course, once for each lesson.
     *
     * @param lessonId id of the lesson in the course
     * @param personId id of the person
     * @param customerId company for which the person acts as a named contact; null if there is none
     * @param completedAt instant of the completion
     */
    @EventType("io.amparo.knowledge.LessonCompleted.v1")
    record LessonCompleted(String itemId, String lessonId, String personId, @Nullable String customerId,
            Instant completedAt) implements KnowledgeEvent {}

    /**
     * A person has submitted an attempt of an assessment of a course. The answers are not in the event.
     *
     * @param assessmentId id of the assessment in the course
     * @param attempt number of the attempt of this person, from 1
     * @param personId id of the person
     * @param customerId company for which the person acts as a named contact; null if there is none
     * @param percent result in percent
     * @param passed whether the result is enough
     * @param gradedAt instant of the submission
     */
    @EventType("io.amparo.knowledge.AssessmentGraded.v1")
    record AssessmentGraded(String itemId, String assessmentId, int attempt, String personId, @Nullable String customerId,
            int percent, boolean passed, Instant gradedAt) implements KnowledgeEvent {}

    /**
     * A person has completed a version of a course: once for each version, so a person who moves on to a newer one completes the
     * course once more. Each is evidence that the customer uses the courses (R9.C2).
     *
     * @param personId id of the person
     * @param customerId company for which the person acts as a named contact; null if there is none
     * @param courseVersion version of the course, from 1
     * @param percent average of the best results of its assessments; null if it has none
     * @param completedAt instant of the completion
     */
    @EventType("io.amparo.knowledge.CourseCompleted.v1")
    record CourseCompleted(String itemId, String personId, @Nullable String customerId, int courseVersion,
            @Nullable Integer percent, Instant completedAt) implements KnowledgeEvent {}

    /**
     * A person has received the certificate of a completed version of a course, one for each version. The name of the person is
     * not in the event.
     *
     * @param itemId id of the certificate
     * @param personId id of the person
     * @param customerId company for which the person acted as a named contact; null if there was none
     * @param courseId id of the course
     * @param courseVersion version of the course that the person has completed
     * @param title title of the course
     * @param productId product that the course is about; null for none
     * @param productMajor major release that the course is about; null for none
     * @param issuedAt instant of the completion
     * @param validTo last day of its validity in the zone of the vendor; null as long as no newer major release ends it
     */
    @EventType("io.amparo.knowledge.CertificateIssued.v1")
    record CertificateIssued(String itemId, String personId, @Nullable String customerId, String courseId, int courseVersion,
            String title, String language, @Nullable String productId, @Nullable Integer productMajor, Instant issuedAt,
            @Nullable LocalDate validTo) implements KnowledgeEvent {}

    /**
     * The vendor's staff has revoked a certificate. The reason is not in the event: it is text of a person.
     *
     * @param itemId id of the certificate
     * @param personId id of the person
     * @param courseId id of the course
     * @param title title of the course
     * @param revokedAt instant of the revocation
     */
    @EventType("io.amparo.knowledge.CertificateRevoked.v1")
    record CertificateRevoked(String itemId, String personId, String courseId, String title, String language,
            Instant revokedAt) implements KnowledgeEvent {}

    /**
     * A certificate expires soon, because a newer major release of the product has appeared. After a downtime only the newest of
     * the reminders that fell due is published.
     *
     * @param itemId id of the certificate
     * @param personId id of the person
     * @param courseId id of the course
     * @param title title of the course
     * @param daysLeft reminder that fell due: 90, 60, 30 or 7 days before the last day
     * @param validTo last day of its validity in the zone of the vendor
     */
    @EventType("io.amparo.knowledge.CertificateExpiring.v1")
    record CertificateExpiring(String itemId, String personId, String courseId, String title, String language, int daysLeft,
            LocalDate validTo) implements KnowledgeEvent {}

    /**
     * A certificate is not valid any more.
     *
     * @param itemId id of the certificate
     * @param personId id of the person
     * @param courseId id of the course
     * @param title title of the course
     * @param validTo last day of its validity in the zone of the vendor
     */
    @EventType("io.amparo.knowledge.CertificateExpired.v1")
    record CertificateExpired(String itemId, String personId, String courseId, String title, String language,
            LocalDate validTo) implements KnowledgeEvent {}
}
