package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.Action;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article as the API returns it.
 *
 * @param body Markdown; absent in lists
 * @param bodyHtml {@code body} as safe HTML with its language; absent in lists
 * @param author name only: staff e-mail addresses are not public
 * @param translationOf slug of the original, if the caller may read it; for staff also in lists
 * @param translations the same article in other languages that the caller may read; absent in lists
 * @param myRating what the caller thinks of the article; absent in lists and before a rating
 * @param management for the vendor's staff; null for all others
 * @param actions what this caller may do in the current state; empty for customers
 */
@Adapter
record ArticleResponse(String slug, String id, ArticleKind kind, String language, String title, @Nullable String body,
        @Schema(description = "Safe HTML of `body`, with its language. A link without a scheme is the slug of an article") @Nullable String bodyHtml,
        @Nullable String product, @Nullable String release, @Nullable VersionRangeJson appliesTo, Audience audience,
        @Nullable String translationOf, State state, String author, int revision, Instant createdAt, Instant updatedAt,
        @Nullable Instant publishedAt, @Nullable List<TranslationResponse> translations, @Nullable RatingResponse myRating,
        @Nullable ManagementResponse management, List<Action> actions) {

    /** Versions of the product for which the article is true, both included. */
    @Adapter
    record VersionRangeJson(
            @Schema(description = "First version", example = "9.0") @Nullable @Size(max = FieldLimits.VERSION) String from,
            @Schema(description = "Last version", example = "9.2") @Nullable @Size(max = FieldLimits.VERSION) String to) {}

    /** The same article in another language. */
    @Adapter
    record TranslationResponse(String language, String slug,
            @Schema(description = "Whether the original was changed after this translation") boolean outdated) {}

    /** What a person thinks of an article. */
    @Adapter
    record RatingResponse(@Schema(description = "Person id") String person, boolean helpful, @Nullable String reason,
            Instant at) {
        static RatingResponse of(Rating rating) {
            return new RatingResponse(rating.person(), rating.helpful(), rating.reason(), rating.at());
        }
    }

    /** A person has confirmed that the article is still true. */
    @Adapter
    record ReviewResponse(String by, Instant at, @Nullable String note) {}

    /** What the vendor's staff needs to look after an article. */
    @Adapter
    record ManagementResponse(@Schema(description = "Name of who published it last") @Nullable String publisher,
            @Schema(description = "Name of who wrote this revision") String editor, @Nullable LocalDate reviewAt,
            @Schema(description = "Whether the article is published and its review is due") boolean reviewDue,
            @Schema(description = "The last 20 reviews, newest first") List<ReviewResponse> reviews,
            @Schema(description = "Whether the catalogue has no such product or release (any more)") boolean catalogueMismatch,
            @Schema(description = "People who have read it, each day counted") int reads, int helpful, int notHelpful,
            @Schema(description = "Tickets for which it was used") int tickets) {}
}
