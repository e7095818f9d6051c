package io.amparo.knowledge.article;

import io.amparo.knowledge.search.SearchCollection;
import io.amparo.knowledge.search.SearchSource;
import io.amparo.knowledge.search.Searchable;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The published articles, for searches. */
record ArticleSource(Articles articles) implements SearchSource {
    @Override
    public SearchCollection collection() {
        return SearchCollection.ARTICLES;
    }

    @Override
    public Optional<Stored> find(String slug) {
        return articles.find(slug).map(ArticleSource::stored);
    }

    @Override
    public List<Stored> changedSince(Instant since, String afterSlug, int limit) {
        return articles.changedSince(since, afterSlug, limit).stream().map(ArticleSource::stored).toList();
    }

    private static Stored stored(Versioned<Article> article) {
        var content = article.state().content();
        var item = article.state().isPublished()
                ? new Searchable(SearchCollection.ARTICLES, article.id(), article.version(), content.kind().name(),
                        content.language(), content.product(), content.audience(), content.title(), content.body())
                : null;
        return new Stored(article.id(), article.version(), item);
    }
}
