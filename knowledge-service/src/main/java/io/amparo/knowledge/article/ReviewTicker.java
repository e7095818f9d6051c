package io.amparo.knowledge.article;

import io.amparo.platform.store.DueAggregates;
import java.time.Clock;

/** Publishes events about the reviews that are due. Any number of instances may run at once. */
final class ReviewTicker {
    private final Articles articles;
    private final DueAggregates due;
    private final Clock clock;

    ReviewTicker(Articles articles, DueAggregates due, Clock clock) {
        this.articles = articles;
        this.due = due;
        this.clock = clock;
    }

    void tick() {
        due.forEach(this::tick);
    }

    private void tick(String slug) {
        var now = clock.instant();
        articles.update(slug, "tick/" + now, article -> article.tick(now));
    }
}
