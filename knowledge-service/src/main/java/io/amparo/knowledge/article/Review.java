package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When an article must be reviewed. Days are those of UTC.
 *
 * @param at day of the next review; null before the first publication
 * @param reminded whether {@code ArticleReviewDue} was emitted for this day
 * @param confirmations the last reviews, newest first, at most {@value #KEPT}
 */
record Review(@Nullable LocalDate at, boolean reminded, List<Confirmation> confirmations) {
    static final int KEPT = 20;
    static final Review NONE = new Review(null, false, List.of());

    /** A person has confirmed that the article is still true. */
    record Confirmation(Author by, Instant at, @Nullable String note) {}

    Review {
        confirmations = List.copyOf(confirmations);
    }

    static LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }

    /** Returns the review of an article that is published: a day that has not come stays. */
    Review published(ArticleKind kind, Instant now) {
        return at != null && at.isAfter(day(now)) ? this : next(day(now).plusMonths(kind.reviewMonths()));
    }

    Review next(LocalDate day) {
        return new Review(day, false, confirmations);
    }

    Review confirmed(LocalDate next, Confirmation confirmation) {
        return new Review(next, false, Stream.concat(Stream.of(confirmation), confirmations.stream()).limit(KEPT).toList());
    }

    Review asReminded() {
        return new Review(at, true, confirmations);
    }

    boolean isDue(Instant now) {
        return at != null && !at.isAfter(day(now));
    }

    /** Returns the instant of the reminder; null if there is none to come. */
    @Nullable
    Instant reminderAt() {
        return at == null || reminded ? null : at.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
