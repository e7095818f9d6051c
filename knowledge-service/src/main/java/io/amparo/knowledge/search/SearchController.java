package io.amparo.knowledge.search;

import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary;
import io.amparo.knowledge.search.SearchIndex.Filter;
import io.amparo.knowledge.search.SearchIndex.Found;
import io.amparo.knowledge.ticket.TicketClient;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.AnyText;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.i18n.LocaleContextHolder;
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
    /** A pasted error message fits. */
    private static final int MAX_QUERY = 4_000;
    private static final String SUGGESTED = "articles|forum|courses";
    /** Of each collection. */
    private static final int SUGGESTIONS = 5;
    private static final Cursor NO_CURSOR = Cursor.of(null, "0");
    private static final String TICKETS = SearchCollection.TICKETS.toString();
    /** One of so many hits of a page that also has other collections is a ticket. */
    private static final int TICKET_SHARE = 4;

    /**
     * One page of hits, best first.
     *
     * @param total of all pages, of which 1,000 hits can be read
     * @param unavailable collections that could not be asked now
     */
    record SearchResponse(List<Hit> items, int total, Facets facets, @Nullable String next, int limit,
            @OneOf(SearchCollection.class) List<String> unavailable) {}

    /**
     * Articles, topics of the forum and courses for the text of a ticket, best first in each collection.
     *
     * @param limit of each collection
     */
    record SuggestionResponse(List<Hit> items, int limit) {}

    record CompletionResponse(List<Completion> items, int limit) {}

    private record FoundTickets(List<Hit> hits, boolean isAvailable) {
        static final FoundTickets NONE = new FoundTickets(List.of(), true);
        static final FoundTickets UNAVAILABLE = new FoundTickets(List.of(), false);
    }

    private final SearchIndex index;
    private final TicketClient tickets;
    private final SearchLog log;

    SearchController(SearchIndex index, TicketClient tickets, SearchLog log) {
        this.index = index;
        this.tickets = tickets;
        this.log = log;
    }

    @GetMapping("/search")
    @Operation(summary = "Search articles, forum, courses and tickets, best match first", description = """
            Quotes mark a phrase, `-` excludes a word, `|` means or, and `*` at the end of a word finds its beginnings; no text is \
            invalid. Numbers, versions and addresses count literally. Hits have all words, or most of more than two; if fewer than 3 \
            do, also those with one. A word that no item has is corrected. Accept-Language prefers a language, `lang` selects one. \
            Tickets are only searched if `in` names them: the newest ones that the caller may read follow the other hits of the \
            first page. Facets count all hits.""")
    SearchResponse searchKnowledge(Caller caller, @RequestParam @AnyText @NotBlank @Size(max = MAX_QUERY) String q,
            @Parameter(array = @ArraySchema(schema = @Schema(implementation = SearchCollection.class))) @RequestParam(defaultValue = "") @Size(max = 4) List<@Pattern(regexp = COLLECTION) String> in,
            @RequestParam(required = false) Vocabulary.@Nullable ArticleKind kind,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) @Nullable @Pattern(regexp = LANGUAGE) String lang,
            @Valid @ParameterObject Page.Request page) {
        var cursor = Cursor.parse(page.after());
        int offset = cursor == null ? 0 : cursor.secondAsNumber();
        var indexed = in.stream().filter(each -> !each.equals(TICKETS)).distinct().toList();
        var fromTickets = in.contains(TICKETS) && offset == 0
                ? searchTickets(q, product, indexed.isEmpty() ? page.limit() : Math.ceilDiv(page.limit(), TICKET_SHARE))
                : FoundTickets.NONE;
        int limit = page.limit() - fromTickets.hits().size();
        var filter = new Filter(Audience.of(caller), indexed, kind == null ? null : kind.name(), lang, product, preferred());
        if (indexed.isEmpty() && !in.isEmpty()) return response(Found.NONE, limit, fromTickets, page, NO_CURSOR);
        var found = index.search(q, filter, offset, limit + 1);
        if (offset == 0) log.searched(q, lang == null ? preferred() : lang, found.total());
        return response(found, limit, fromTickets, page, Cursor.of(null, Integer.toString(offset + limit)));
    }

    private FoundTickets searchTickets(String query, @Nullable String product, int limit) {
        return tickets.search(query, product, limit).map(found -> new FoundTickets(found.stream().map(Hit::of).toList(), true))
                .orElse(FoundTickets.UNAVAILABLE);
    }

    /** @param found up to one hit more than its limit, which shows that there is a next page */
    private static SearchResponse response(Found found, int limit, FoundTickets tickets, Page.Request page, Cursor next) {
        var hits = new ArrayList<>(found.hits());
        hits.addAll(Math.min(limit, hits.size()), tickets.hits());
        var items = page.of(hits, _ -> next.toString());
        return new SearchResponse(items.items(), found.total() + tickets.hits().size(), found.facets().with(tickets.hits()),
                items.next(), items.limit(), tickets.isAvailable() ? List.of() : List.of(TICKETS));
    }

    /** Completes what is being typed with titles; tolerates one typing error. */
    @GetMapping("/search/completions")
    @Operation(summary = "Complete a query with titles while it is typed, best match first")
    CompletionResponse completeSearch(Caller caller, @RequestParam @AnyText @Size(max = FieldLimits.SEARCH_QUERY) String q,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) @Nullable @Pattern(regexp = LANGUAGE) String lang,
            @RequestParam(defaultValue = "8") @Min(1) @Max(20) int limit) {
        var filter = new Filter(Audience.of(caller), List.of(), null, lang, product, preferred());
        return new CompletionResponse(index.complete(q, filter, limit), limit);
    }

    /** Suggests items for the text of a ticket while it is being written; returns an empty list if nothing matches. */
    @GetMapping("/suggestions")
    @Operation(summary = "Suggest articles, then topics of the forum, then courses for the text of a ticket, best match first", description = "At most 5 "
            + "of each collection; `in` selects collections, all by default.")
    SuggestionResponse suggestItems(Caller caller, @RequestParam @AnyText @Size(max = FieldLimits.SUGGESTION_TEXT) String text,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) @Nullable @Pattern(regexp = LANGUAGE) String lang,
            @Parameter(array = @ArraySchema(schema = @Schema(implementation = SuggestedCollection.class))) @RequestParam(defaultValue = "") @Size(max = 3) List<@Pattern(regexp = SUGGESTED) String> in) {
        var hits = SuggestedCollection.all().stream().filter(each -> in.isEmpty() || in.contains(each))
                .flatMap(each -> index.suggest(text,
                        new Filter(Audience.of(caller), List.of(each), null, lang, product, preferred()), SUGGESTIONS).stream())
                .toList();
        return new SuggestionResponse(hits, SUGGESTIONS);
    }

    private static @Nullable String preferred() {
        var language = LocaleContextHolder.getLocale().getLanguage();
        return Arrays.stream(SearchLanguage.values()).filter(each -> each.locale().getLanguage().equals(language))
                .map(SearchLanguage::tag).findFirst().orElse(null);
    }
}
