package io.amparo.knowledge.article;

import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;

/** Finds articles that a caller may read; all others do not exist for the caller. */
record VisibleArticles(Articles articles) {
    /** @throws ApiException 404 if the caller may not know this article */
    Versioned<Article> find(Caller caller, String slug) {
        return articles.find(slug).filter(found -> found.state().isVisibleTo(caller)).orElseThrow(ApiException::notFound);
    }
}
