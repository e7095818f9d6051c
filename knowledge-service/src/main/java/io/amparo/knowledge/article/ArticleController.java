package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Articles: staff write them; any signed-in user reads the published ones of the own audience, independent of the edition (R2.1).
 */
@RestController
@RequestMapping("/api/v1/articles")
class ArticleController {
    record StateRequest(@NotNull State state) {}

    private final Articles articles;
    private final VisibleArticles visibleArticles;
    private final ArticleTickets tickets;
    private final CatalogueValidator catalogueValidator;
    private final CreateArticle create;
    private final ReviseArticle revise;
    private final ChangeArticleState changeState;
    private final ArticleResponses responses;
    private final ArticleEntities entities;
    private final Clock clock;

    ArticleController(Articles articles, VisibleArticles visibleArticles, ArticleTickets tickets,
            CatalogueValidator catalogueValidator, CreateArticle create, ReviseArticle revise, ChangeArticleState changeState,
            ArticleResponses responses, ArticleEntities entities, Clock clock) {
        this.articles = articles;
        this.visibleArticles = visibleArticles;
        this.tickets = tickets;
        this.catalogueValidator = catalogueValidator;
        this.create = create;
        this.revise = revise;
        this.changeState = changeState;
        this.responses = responses;
        this.entities = entities;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the articles, by id", description = "Only staff may select by ticket, review or mismatch, and sees "
            + "other states than PUBLISHED.")
    Page<ArticleResponse> listArticles(Caller caller, @RequestParam(required = false) @Nullable Set<State> state,
            @RequestParam(required = false) @Nullable Set<ArticleKind> kind,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @Parameter(description = "Version of the product for which the article must be true") @RequestParam(required = false) @Nullable @Size(max = FieldLimits.VERSION) String version,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "pt-BR|en|es") String lang,
            @Parameter(description = "Number of a ticket for which the article was used") @RequestParam(required = false) @Nullable @Pattern(regexp = ArticleTicketController.NUMBER) String ticket,
            @Parameter(description = "Whether the review of a published article must be due") @RequestParam(defaultValue = "false") boolean reviewDue,
            @Parameter(description = "Whether the catalogue must have no such product or release (any more)") @RequestParam(defaultValue = "false") boolean catalogueMismatch,
            @Valid @ParameterObject Page.Request page) {
        if (!caller.isStaff() && (ticket != null || reviewDue || catalogueMismatch)) throw new ForbiddenException();
        var filter = new Articles.Filter(caller.isStaff() ? state : EnumSet.of(State.PUBLISHED), kind, product, parse(version),
                lang, caller.isStaff() ? null : Audience.of(caller), reviewDue ? Review.day(clock.instant()) : null,
                ticket == null ? null : tickets.slugsOf(ticket));
        UnaryOperator<List<Versioned<Article>>> mismatches = batch -> batch.stream()
                .filter(each -> catalogueValidator.isMismatch(each.state().content())).toList();
        return entities.page(catalogueMismatch
                ? articles.page(filter, mismatches, page.after(), page.limit() + 1)
                : articles.page(filter, page.after(), page.limit() + 1), page, caller);
    }

    private static @Nullable ReleaseVersion parse(@Nullable String version) {
        return version == null
                ? null
                : ReleaseVersion.parse(version).orElseThrow(() -> ApiException.invalid("version", "malformed"));
    }

    @GetMapping("/{slug}")
    @Operation(summary = "Read an article")
    ResponseEntity<ArticleResponse> getArticle(Caller caller, @PathVariable String slug) {
        return entities.of(visibleArticles.find(caller, slug), caller);
    }

    @PostMapping
    @Staff
    @Operation(summary = "Create the draft of an article")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ArticleResponse> createArticle(Caller caller, IdempotencyKey key, @Valid @RequestBody ContentRequest body) {
        var created = create.handle(new CreateArticle.Command(key.id(caller, "article"), body.content(), Author.of(caller)));
        var response = responses.of(created.state(), caller);
        return ResponseEntity.created(URI.create("/api/v1/articles/" + created.id())).eTag(entities.etag(created, response))
                .body(response);
    }

    @PutMapping("/{slug}")
    @Staff
    @Operation(summary = "Change the content of an article", description = "The content before is kept as a version.")
    ResponseEntity<ArticleResponse> reviseArticle(Caller caller, @PathVariable String slug, IfMatch ifMatch,
            @Valid @RequestBody ContentRequest body) {
        return entities.of(revise.handle(new ReviseArticle.Command(slug, ifMatch.version(), body.content(), Author.of(caller))),
                caller);
    }

    @PutMapping("/{slug}/state")
    @Staff
    @Operation(summary = "Submit, withdraw, publish or archive an article")
    ResponseEntity<ArticleResponse> changeArticleState(Caller caller, @PathVariable String slug, IfMatch ifMatch,
            @Valid @RequestBody StateRequest body) {
        return entities.of(
                changeState.handle(new ChangeArticleState.Command(slug, ifMatch.version(), body.state(), Author.of(caller))),
                caller);
    }
}
