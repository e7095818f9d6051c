package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.store.Versioned;
import java.time.Clock;

/** Changes the state of an article: submits, withdraws, publishes or archives it. */
final class ChangeArticleState {
    /** @param version version that the caller read (If-Match) */
    record Command(String slug, long version, State newState, Author by) {}

    private final Articles articles;
    private final IndexTicker index;
    private final Clock clock;

    ChangeArticleState(Articles articles, IndexTicker index, Clock clock) {
        this.articles = articles;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        articles.update(command.slug(), "move/" + command.version() + "/" + command.newState(), command.version(),
                article -> article.changeState(command.newState(), command.by(), clock.instant()));
        var changed = articles.find(command.slug()).orElseThrow();
        index.indexNow(command.slug());
        return changed;
    }
}
