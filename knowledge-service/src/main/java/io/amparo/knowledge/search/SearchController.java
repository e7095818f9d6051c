package io.amparo.knowledge.search;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.search.SearchIndex.Filter;
import io.amparo.platform.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Search for any signed-in user, independent of the edition (R2.1, R2.4). */
@RestController
@RequestMapping("/api/v1")
class SearchController {
    private static final String LANGUAGE = "pt-BR|en|es";
    private static final String COLLECTION = "articles|forum|courses|tickets";
    private static final int SUGGESTIONS = 5;

    /** One page of hits, best first. */
    record SearchResponse(List<Hit> items, int limit) {}

    private final SearchIndex index;

    SearchController(SearchIndex index) {
        this.index = index;
    }

    /**
     * Supports quotes for a phrase, {@code -} for exclusion, {@code |} for or, {@code *} at the end of a word as prefix search.
     */
    @GetMapping("/search")
    @Operation(summary = "Search articles, best match first")
    SearchResponse searchKnowledge(Caller caller, @RequestParam @NotBlank @Size(max = FieldLimits.SEARCH_QUERY) String q,
            @Parameter(array = @ArraySchema(schema = @Schema(implementation = SearchCollection.class))) @RequestParam(defaultValue = "") @Size(max = 4) List<@Pattern(regexp = COLLECTION) String> in,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) @Nullable @Pattern(regexp = LANGUAGE) String lang,
            @RequestParam(defaultValue = "20") @Min(1) @Max(100) int limit) {
        return new SearchResponse(index.search(q, new Filter(Audience.of(caller), in, lang, product), limit), limit);
    }

    /** Suggests articles for the text of a ticket while it is being written; returns an empty list if nothing matches. */
    @GetMapping("/suggestions")
    @Operation(summary = "Suggest articles for the text of a ticket, best match first")
    SearchResponse suggestArticles(Caller caller, @RequestParam @Size(max = FieldLimits.SUGGESTION_TEXT) String text,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) @Nullable @Pattern(regexp = LANGUAGE) String lang) {
        return new SearchResponse(index.suggest(text, new Filter(Audience.of(caller), List.of(), lang, product), SUGGESTIONS),
                SUGGESTIONS);
    }
}
