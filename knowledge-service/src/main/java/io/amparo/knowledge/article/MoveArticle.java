package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.State;
import io.amparo.platform.store.Versioned;
import java.time.Clock;

/** Changes the state of an article: publishes or archives it. */
final class MoveArticle {
    /** @param version version that the caller read (If-Match) */
    record Command(String slug, long version, State to) {}

    private final Articles articles;
    private final IndexTicker index;
    private final Clock clock;

    MoveArticle(Articles articles, IndexTicker index, Clock clock) {
        this.articles = articles;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        articles.update(command.slug(), "move/" + command.version() + "/" + command.to(), command.version(),
                article -> article.move(command.to(), clock.instant()));
        var moved = articles.find(command.slug()).orElseThrow();
        index.show(moved);
        return moved;
    }
}
