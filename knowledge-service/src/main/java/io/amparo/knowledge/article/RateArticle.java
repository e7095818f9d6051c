package io.amparo.knowledge.article;

import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Records what a person thinks of an article. */
final class RateArticle {
    record Command(Article article, String person, boolean helpful, @Nullable String reason) {}

    private final Ratings ratings;
    private final Clock clock;

    RateArticle(Ratings ratings, Clock clock) {
        this.ratings = ratings;
        this.clock = clock;
    }

    Rating handle(Command command) {
        var article = command.article();
        var id = Rating.id(article.id(), command.person());
        var rating = new Rating(article.id(), command.person(), command.helpful(), command.reason(), clock.instant());
        if (!ratings.insert(id, "rate", Rating.first(rating, article)))
            ratings.update(id, "rate/" + rating.at(), current -> current.replaceBy(rating, article));
        return ratings.find(id).orElseThrow().state();
    }
}
