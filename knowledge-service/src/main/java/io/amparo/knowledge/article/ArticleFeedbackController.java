package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.article.ArticleResponse.RatingResponse;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What readers do with an article. */
@RestController
@RequestMapping("/api/v1/articles/{slug}")
class ArticleFeedbackController {

    record ArticleRatingRequest(@NotNull Boolean helpful,
            @Schema(description = "For the owner of the article") @Nullable @Size(max = FieldLimits.REASON) String reason) {}

    private final VisibleArticles visibleArticles;
    private final RateArticle rate;
    private final Ratings ratings;
    private final Readings readings;
    private final Clock clock;

    ArticleFeedbackController(VisibleArticles visibleArticles, RateArticle rate, Ratings ratings, Readings readings,
            Clock clock) {
        this.visibleArticles = visibleArticles;
        this.rate = rate;
        this.ratings = ratings;
        this.readings = readings;
        this.clock = clock;
    }

    @PutMapping("/ratings/mine")
    @Operation(summary = "Rate an article", description = "One rating for each person: a later one replaces the earlier one.")
    RatingResponse rateArticle(Caller caller, @PathVariable String slug, @Valid @RequestBody ArticleRatingRequest body) {
        var article = visibleArticles.find(caller, slug).state();
        var reason = body.reason() == null || body.reason().isBlank() ? null : body.reason().strip();
        return RatingResponse.of(rate.handle(new RateArticle.Command(article, caller.person(), body.helpful(), reason)));
    }

    @GetMapping("/ratings")
    @Staff
    @Operation(summary = "List the ratings of an article with their reasons, newest first")
    Page<RatingResponse> listArticleRatings(Caller caller, @PathVariable String slug, @Valid @ParameterObject Page.Request page) {
        var article = visibleArticles.find(caller, slug).state();
        return page.of(ratings.page(article.id(), page.after(), page.limit() + 1), Ratings::position).map(RatingResponse::of);
    }

    @PostMapping("/reads")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Record that the caller reads an article", description = "Counts once a day. It is kept as evidence "
            + "that the company of the caller uses the knowledge base.")
    void recordArticleReading(Caller caller, @PathVariable String slug) {
        var article = visibleArticles.find(caller, slug).state();
        var reading = Reading.of(article, caller, clock.instant());
        readings.insert(reading.id(), "read", reading.record(article.slug()));
    }
}
