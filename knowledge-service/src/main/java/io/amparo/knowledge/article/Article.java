package io.amparo.knowledge.article;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleArchived;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.platform.store.Change;
import io.amparo.platform.web.ApiException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An article of the knowledge base (R2). Its slug never changes, so links to it stay valid. */
record Article(String slug, String id, Author author, Content content, State state, History history) {

    record Author(String person, String name) {}

    /** @param revision starts at 1 and counts content changes; state changes do not increase it */
    record History(int revision, Instant createdAt, Instant updatedAt, @Nullable Instant publishedAt) {}

    enum State {
        DRAFT, PUBLISHED, ARCHIVED;

        List<State> next() {
            return switch (this) {
                case DRAFT -> List.of(PUBLISHED, ARCHIVED);
                case PUBLISHED -> List.of(ARCHIVED);
                case ARCHIVED -> List.of(PUBLISHED);
            };
        }
    }

    static Change<Article, KnowledgeEvent> create(String slug, String id, Content content, Author author, Instant now) {
        return Change.of(new Article(slug, id, author, content, State.DRAFT, new History(1, now, now, null)), List.of());
    }

    /** Replaces the content. A published article emits {@code ArticlePublished} again; equal content changes nothing. */
    Change<Article, KnowledgeEvent> revise(Content newContent, Instant now) {
        if (newContent.equals(content)) return Change.of(this, List.of());
        var revised = new Article(slug, id, author, newContent, state,
                new History(history.revision() + 1, history.createdAt(), now, history.publishedAt()));
        return Change.of(revised, isPublished() ? List.of(revised.published(now)) : List.of());
    }

    Change<Article, KnowledgeEvent> changeState(State newState, Instant now) {
        if (newState == state) return Change.of(this, List.of());
        if (!state.next().contains(newState)) throw ApiException.conflict("state-not-reachable", "state", state.next());
        var changed = new Article(slug, id, author, content, newState, new History(history.revision(), history.createdAt(), now,
                newState == State.PUBLISHED ? now : history.publishedAt()));
        return Change.of(changed, switch (newState) {
            case PUBLISHED -> List.of(changed.published(now));
            case ARCHIVED -> List.of(new ArticleArchived(id, slug, now));
            case DRAFT -> List.of();
        });
    }

    boolean isPublished() {
        return state == State.PUBLISHED;
    }

    private KnowledgeEvent published(Instant now) {
        return new ArticlePublished(id, slug, content.kind().name(), content.language(), content.title(), content.product(), now);
    }
}
