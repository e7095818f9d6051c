package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Records the review of an article. The same review is recorded once. */
final class ConfirmArticle {
    /** @param nextReview null for the usual time of its kind */
    record Command(String id, String slug, @Nullable LocalDate nextReview, @Nullable String note, Author by) {}

    private final Articles articles;
    private final Clock clock;

    ConfirmArticle(Articles articles, Clock clock) {
        this.articles = articles;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        var now = clock.instant();
        if (command.nextReview() != null && !command.nextReview().isAfter(Review.day(now)))
            throw ApiException.invalid("reviewAt", "not-in-the-future");
        articles.update(command.slug(), "review/" + command.id(),
                article -> article.confirm(command.nextReview(), command.note(), command.by(), now));
        return articles.find(command.slug()).orElseThrow();
    }
}
