package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Changes the state of an article: submits, withdraws, publishes or archives it. */
final class ChangeArticleState {
    /** @param version version that the caller read (If-Match) */
    record Command(String slug, long version, State newState, Author by) {}

    private final Articles articles;
    private final ContentValidator validator;
    private final IndexTicker index;
    private final Clock clock;

    ChangeArticleState(Articles articles, ContentValidator validator, IndexTicker index, Clock clock) {
        this.articles = articles;
        this.validator = validator;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        var current = articles.find(command.slug()).orElseThrow(ApiException::notFound).state();
        // The catalogue may have changed since the content was written.
        if (command.newState() == State.PUBLISHED) validator.validate(command.slug(), current.content());
        articles.update(command.slug(), "move/" + command.version() + "/" + command.newState(), command.version(),
                article -> article.changeState(command.newState(), command.by(), clock.instant()));
        var changed = articles.find(command.slug()).orElseThrow();
        index.indexNow(command.slug());
        return changed;
    }
}
