package io.amparo.knowledge.article;

import io.amparo.knowledge.search.SearchIndex;
import io.amparo.knowledge.search.Searchable;
import io.amparo.platform.store.Versioned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Synchronises this instance's search index with the store. Own writes are visible immediately; writes of other instances become
 * visible at the next tick. The first tick builds the whole index.
 */
final class IndexTicker {
    private static final Logger LOG = System.getLogger(IndexTicker.class.getName());
    private static final String ARTICLES = "articles";
    private static final int BATCH_SIZE = 500;
    /**
     * Period that each tick reads twice: longer than clock skew plus the duration of a write. The index ignores known versions.
     */
    private static final Duration OVERLAP = Duration.ofMinutes(1);

    private final Articles articles;
    private final SearchIndex index;
    private final Clock clock;
    private final Runnable failureCounter;
    private final Set<String> failed = new HashSet<>();
    private Instant readFrom = Instant.EPOCH;

    /** @param failureCounter counts articles that cannot be indexed */
    IndexTicker(Articles articles, SearchIndex index, Clock clock, Runnable failureCounter) {
        this.articles = articles;
        this.index = index;
        this.clock = clock;
        this.failureCounter = failureCounter;
    }

    synchronized void tick() {
        var now = clock.instant();
        for (var slug : Set.copyOf(failed)) articles.find(slug).ifPresent(this::tryPut);
        var afterSlug = "";
        while (true) {
            var changed = articles.changedSince(readFrom, afterSlug, BATCH_SIZE);
            changed.forEach(this::tryPut);
            if (changed.size() < BATCH_SIZE) break;
            afterSlug = changed.getLast().id();
        }
        index.refresh();
        readFrom = now.minus(OVERLAP);
    }

    /** An article that fails does not keep the others from the index. Every tick tries it, because it may not change. */
    private void tryPut(Versioned<Article> article) {
        try {
            put(article);
            failed.remove(article.id());
        } catch (RuntimeException e) {
            failureCounter.run();
            if (failed.add(article.id()))
                LOG.log(Level.WARNING,
                        "Article " + article.id() + " cannot be indexed; search does not find it; retrying at every tick", e);
        }
    }

    void indexNow(Versioned<Article> article) {
        put(article);
        index.refresh();
    }

    private void put(Versioned<Article> article) {
        var state = article.state();
        var content = state.content();
        if (state.isPublished())
            index.put(new Searchable(ARTICLES, state.slug(), article.version(), content.kind().name(), content.language(),
                    content.product(), content.title(), content.body()));
        else
            index.remove(ARTICLES, state.slug(), article.version());
    }
}
