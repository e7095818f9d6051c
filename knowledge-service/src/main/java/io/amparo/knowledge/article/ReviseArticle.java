package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.search.IndexTicker;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import java.time.Clock;

/** Replaces the content of an article in any state, and keeps the content before as a version. */
final class ReviseArticle {
    /** @param version version that the caller read (If-Match) */
    record Command(String slug, long version, Content content, Author by) {}

    private final Articles articles;
    private final ArticleVersions versions;
    private final ContentValidator validator;
    private final IndexTicker index;
    private final Clock clock;

    ReviseArticle(Articles articles, ArticleVersions versions, ContentValidator validator, IndexTicker index, Clock clock) {
        this.articles = articles;
        this.versions = versions;
        this.validator = validator;
        this.index = index;
        this.clock = clock;
    }

    Versioned<Article> handle(Command command) {
        var current = articles.find(command.slug()).orElseThrow(ApiException::notFound);
        var translatedRevision = validator.validate(command.slug(), command.content());
        // The update succeeds only on this version, whose content is then kept already.
        if (current.version() == command.version()) versions.keep(current.state());
        // Two authors may revise the same version differently; only an equal command counts as a repeat.
        var cause = "revise/" + Ids.uuidOf(command.toString());
        articles.update(command.slug(), cause, command.version(),
                article -> article.revise(command.content(), translatedRevision, command.by(), clock.instant()));
        var revised = articles.find(command.slug()).orElseThrow();
        index.indexNow(command.slug());
        return revised;
    }
}
