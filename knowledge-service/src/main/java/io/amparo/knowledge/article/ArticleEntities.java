package io.amparo.knowledge.article;

import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import java.util.List;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Creates the HTTP responses about articles. They show more than the version of an article, so their ETag has a hash. */
@Adapter
final class ArticleEntities {
    private final ArticleResponses responses;
    private final JsonMapper json;

    ArticleEntities(ArticleResponses responses, JsonMapper json) {
        this.responses = responses;
        this.json = json;
    }

    ResponseEntity<ArticleResponse> of(Versioned<Article> found, Caller caller) {
        var response = responses.of(found.state(), caller);
        return ResponseEntity.ok().eTag(etag(found, response)).body(response);
    }

    String etag(Versioned<Article> found, ArticleResponse response) {
        return IfMatch.etag(found.version(), json.writeValueAsString(response));
    }

    /** @param found up to one more than the limit of the page */
    Page<ArticleResponse> page(List<Versioned<Article>> found, Page.Request request, Caller caller) {
        var page = request.of(found, Versioned::id);
        return new Page<>(responses.summaries(page.items().stream().map(Versioned::state).toList(), caller), page.next(),
                page.limit());
    }
}
