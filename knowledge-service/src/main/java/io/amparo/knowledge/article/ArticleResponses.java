package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.article.ArticleResponse.ManagementResponse;
import io.amparo.knowledge.article.ArticleResponse.RatingResponse;
import io.amparo.knowledge.article.ArticleResponse.ReviewResponse;
import io.amparo.knowledge.article.ArticleResponse.TranslationResponse;
import io.amparo.knowledge.article.ArticleResponse.VersionRangeJson;
import io.amparo.knowledge.article.Usage.Counts;
import io.amparo.platform.markdown.ArticleHtml;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Action;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the responses about articles for a caller. */
final class ArticleResponses {
    /** What only a response about one article contains. */
    private record Details(String bodyHtml, List<TranslationResponse> translations, @Nullable RatingResponse myRating) {}

    private final Articles articles;
    private final CatalogueValidator catalogueValidator;
    private final Usage usage;
    private final Ratings ratings;
    private final Clock clock;

    ArticleResponses(Articles articles, CatalogueValidator catalogueValidator, Usage usage, Ratings ratings, Clock clock) {
        this.articles = articles;
        this.catalogueValidator = catalogueValidator;
        this.usage = usage;
        this.ratings = ratings;
        this.clock = clock;
    }

    ArticleResponse of(Article article, Caller caller) {
        var content = article.content();
        var details = new Details(ArticleHtml.of(content.body(), content.language()), translations(article, caller),
                ratings.of(article.id(), caller.person()).map(RatingResponse::of).orElse(null));
        return response(article, details, caller.isStaff() ? usage.of(List.of(article.id())) : Map.of(), caller);
    }

    /** Returns the articles of a list, without their texts. */
    List<ArticleResponse> summaries(List<Article> found, Caller caller) {
        var counts = caller.isStaff() ? usage.of(found.stream().map(Article::id).toList()) : Map.<String, Counts>of();
        return found.stream().map(article -> response(article, null, counts, caller)).toList();
    }

    private ArticleResponse response(Article a, @Nullable Details details, Map<String, Counts> counts, Caller caller) {
        var content = a.content();
        var history = a.history();
        var range = content.appliesTo();
        return new ArticleResponse(a.slug(), a.id(), content.kind(), content.language(), content.title(),
                details == null ? null : content.body(), details == null ? null : details.bodyHtml(), content.product(),
                content.release(), range == null ? null : new VersionRangeJson(range.from(), range.to()), content.audience(),
                translationOf(content, details, caller), a.state(), a.author().name(), history.revision(), history.createdAt(),
                history.updatedAt(), history.publishedAt(), details == null ? null : details.translations(),
                details == null ? null : details.myRating(),
                caller.isStaff() ? management(a, Objects.requireNonNull(counts.get(a.id()))) : null,
                caller.isStaff() ? actions(a) : List.of());
    }

    /** A customer learns of an original only if the customer may read it. */
    private static @Nullable String translationOf(Content content, @Nullable Details details, Caller caller) {
        boolean isKnown = caller.isStaff() || details != null
                && details.translations().stream().anyMatch(each -> each.slug().equals(content.translationOf()));
        return isKnown ? content.translationOf() : null;
    }

    private ManagementResponse management(Article article, Counts counts) {
        var review = article.review();
        return new ManagementResponse(Optional.ofNullable(article.history().publishedBy()).map(Author::name).orElse(null),
                article.history().revisedBy().name(), review.at(), article.isPublished() && review.isDue(clock.instant()),
                review.confirmations().stream().map(each -> new ReviewResponse(each.by().name(), each.at(), each.note()))
                        .toList(),
                catalogueValidator.isMismatch(article.content()), counts.reads(), counts.helpful(), counts.notHelpful(),
                counts.tickets());
    }

    private List<TranslationResponse> translations(Article article, Caller caller) {
        var original = Optional.ofNullable(article.content().translationOf()).flatMap(articles::find).map(Versioned::state)
                .orElse(article);
        return Stream.concat(Stream.of(original), articles.translationsOf(original.slug()).stream().map(Versioned::state))
                .filter(each -> !each.slug().equals(article.slug()) && each.isVisibleTo(caller))
                .map(each -> new TranslationResponse(each.content().language(), each.slug(), isOutdated(each, original)))
                .toList();
    }

    private static boolean isOutdated(Article translation, Article original) {
        var translated = translation.history().translatedRevision();
        return translated != null && translated < original.history().revision();
    }

    private static List<Action> actions(Article article) {
        var path = "/api/v1/articles/" + article.slug();
        var actions = new ArrayList<>(List.of(new Action("EDIT", "PUT", path, null, null)));
        for (var next : article.state().next()) actions.add(changeState(next, path));
        if (article.isPublished()) actions.add(new Action("REVIEW", "POST", path + "/reviews", null, null));
        return actions;
    }

    private static Action changeState(State to, String path) {
        var code = switch (to) {
            case DRAFT -> "WITHDRAW";
            case IN_REVIEW -> "SUBMIT";
            case PUBLISHED -> "PUBLISH";
            case ARCHIVED -> "ARCHIVE";
        };
        return new Action(code, "PUT", path + "/state", List.of(to.name()), null);
    }
}
