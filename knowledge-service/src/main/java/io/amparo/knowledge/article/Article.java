package io.amparo.knowledge.article;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleArchived;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleReviewDue;
import io.amparo.knowledge.article.Review.Confirmation;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An article of the knowledge base (R2). Its slug never changes, so links to it stay valid.
 *
 * @param author owner of the article, who is responsible for it
 */
record Article(String slug, String id, Author author, Content content, State state, History history, Review review) {

    record Author(String person, String name) {
        static Author of(Caller caller) {
            return new Author(caller.person(), caller.name());
        }
    }

    enum State {
        DRAFT, IN_REVIEW, PUBLISHED, ARCHIVED;

        List<State> next() {
            return switch (this) {
                case DRAFT -> List.of(IN_REVIEW, PUBLISHED, ARCHIVED);
                case IN_REVIEW -> List.of(PUBLISHED, DRAFT, ARCHIVED);
                case PUBLISHED -> List.of(ARCHIVED);
                case ARCHIVED -> List.of(PUBLISHED);
            };
        }
    }

    /** @param translatedRevision revision of the original to which a translation corresponds; null for an original */
    static Change<Article, KnowledgeEvent> create(String slug, String id, Content content, @Nullable Integer translatedRevision,
            Author author, Instant now) {
        return new Article(slug, id, author, content, State.DRAFT, History.created(translatedRevision, author, now), Review.NONE)
                .toChange(List.of());
    }

    /**
     * Replaces the content. A published article emits {@code ArticlePublished} again; equal content makes no revision, but shows
     * that a translation still corresponds to its original.
     */
    Change<Article, KnowledgeEvent> revise(Content newContent, @Nullable Integer translatedRevision, Author by, Instant now) {
        if (newContent.equals(content)) {
            if (Objects.equals(translatedRevision, history.translatedRevision())) return toChange(List.of());
            return with(state, history.translated(translatedRevision, now), review).toChange(List.of());
        }
        var revised = new Article(slug, id, author, newContent, state,
                history.revised(isPublished(), translatedRevision, by, now), review);
        return revised.toChange(isPublished() ? List.of(revised.published(now)) : List.of());
    }

    Change<Article, KnowledgeEvent> changeState(State newState, Author by, Instant now) {
        if (newState == state) return toChange(List.of());
        if (!state.next().contains(newState)) throw ApiException.conflict("state-not-reachable", "state", state.next());
        return switch (newState) {
            case PUBLISHED -> {
                var published = with(newState, history.published(by, now), review.published(content.kind(), now));
                yield published.toChange(List.of(published.published(now)));
            }
            case ARCHIVED -> with(newState, history.updated(now), review).toChange(List.of(new ArticleArchived(id, slug, now)));
            case DRAFT, IN_REVIEW -> with(newState, history.updated(now), review).toChange(List.of());
        };
    }

    /** Records that the article is still true, and when it must be reviewed next. */
    Change<Article, KnowledgeEvent> confirm(@Nullable LocalDate nextReview, @Nullable String note, Author by, Instant now) {
        var next = nextReview == null ? Review.day(now).plusMonths(content.kind().reviewMonths()) : nextReview;
        return with(state, history.updated(now), review.confirmed(next, new Confirmation(by, now, note))).toChange(List.of());
    }

    /** Emits the reminder of a review, once for each review date. */
    Change<Article, KnowledgeEvent> tick(Instant now) {
        if (!isPublished() || review.reminded() || !review.isDue(now)) return toChange(List.of());
        var due = new ArticleReviewDue(id, slug, content.title(), author.person(), Objects.requireNonNull(review.at()));
        return with(state, history, review.asReminded()).toChange(List.of(due));
    }

    boolean isPublished() {
        return state == State.PUBLISHED;
    }

    /** Whether the caller may know that this article exists. */
    boolean isVisibleTo(Caller caller) {
        return caller.isStaff() || isPublished() && Audience.of(caller).contains(content.audience());
    }

    private Article with(State newState, History newHistory, Review newReview) {
        return new Article(slug, id, author, content, newState, newHistory, newReview);
    }

    /** Only a published article has a reminder, so that it is due once more when it is published later. */
    private Change<Article, KnowledgeEvent> toChange(List<KnowledgeEvent> events) {
        return new Change<>(this, events, isPublished() ? review.reminderAt() : null);
    }

    private KnowledgeEvent published(Instant now) {
        return new ArticlePublished(id, slug, content.kind().name(), content.language(), content.title(), content.product(), now,
                content.audience().name());
    }
}
