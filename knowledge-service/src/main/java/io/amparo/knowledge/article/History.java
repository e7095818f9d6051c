package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who has changed an article, and when.
 *
 * @param revision starts at 1 and counts content changes; state changes do not increase it
 * @param isPublic whether this revision is or was published
 * @param revisedAt instant of this revision; {@code revisedBy} wrote it
 * @param publishedAt instant of the last publication; null if it was never published
 * @param translatedRevision revision of the original to which a translation corresponds; null for an original
 */
record History(int revision, boolean isPublic, Instant createdAt, Instant updatedAt, Instant revisedAt, Author revisedBy,
        @Nullable Instant publishedAt, @Nullable Author publishedBy, @Nullable Integer translatedRevision) {

    static History created(@Nullable Integer translatedRevision, Author by, Instant now) {
        return new History(1, false, now, now, now, by, null, null, translatedRevision);
    }

    History revised(boolean isPublished, @Nullable Integer translated, Author by, Instant now) {
        return new History(revision + 1, isPublished, createdAt, now, now, by, publishedAt, publishedBy, translated);
    }

    History published(Author by, Instant now) {
        return new History(revision, true, createdAt, now, revisedAt, revisedBy, now, by, translatedRevision);
    }

    History translated(@Nullable Integer translated, Instant now) {
        return new History(revision, isPublic, createdAt, now, revisedAt, revisedBy, publishedAt, publishedBy, translated);
    }

    History updated(Instant now) {
        return translated(translatedRevision, now);
    }
}
