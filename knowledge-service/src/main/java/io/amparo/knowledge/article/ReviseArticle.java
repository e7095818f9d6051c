package io.amparo.knowledge.article;

import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import java.time.Clock;

/** Replaces the content of an article in any state. */
final class ReviseArticle {
    /** @param version version that the caller read (If-Match) */
    record Command(String slug, long version, Content content) {}

    private final Articles articles;
    private final CatalogueValidator catalogueValidator;
    private final IndexTicker index;
    private final Clock clock;

    ReviseArticle(Articles articles, CatalogueValidator catalogueValidator, IndexTicker index, Clock clock) {
        this.articles = articles;
        this.catalogueValidator = catalogueValidator;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        catalogueValidator.validate(command.content());
        // Two authors may revise the same version differently; only an equal command counts as a repeat.
        var cause = "revise/" + Ids.uuidOf(command.toString());
        articles.update(command.slug(), cause, command.version(), article -> article.revise(command.content(), clock.instant()));
        var revised = articles.find(command.slug()).orElseThrow();
        index.indexNow(command.slug());
        return revised;
    }
}
