package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.Set;
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

/** Articles: staff write them; any signed-in user reads the published ones, independent of the edition (R2.1). */
@RestController
@RequestMapping("/api/v1/articles")
class ArticleController {
    record ContentRequest(@NotNull ArticleKind kind, @NotNull @Pattern(regexp = "pt-BR|en|es") String language,
            @NotBlank @Size(max = FieldLimits.SUBJECT) String title, @NotBlank @Size(max = FieldLimits.ARTICLE_BODY) String body,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @Nullable @Size(max = FieldLimits.VERSION) String release) {
        Content content() {
            // The catalogue writes a version in its shortest form.
            var version = release == null ? null : ReleaseVersion.parse(release).map(ReleaseVersion::toString).orElse(release);
            return new Content(kind, language, title.strip(), body, product, version);
        }
    }

    record StateRequest(@NotNull State state) {}

    private final Articles articles;
    private final CreateArticle create;
    private final ReviseArticle revise;
    private final ChangeArticleState changeState;

    ArticleController(Articles articles, CreateArticle create, ReviseArticle revise, ChangeArticleState changeState) {
        this.articles = articles;
        this.create = create;
        this.revise = revise;
        this.changeState = changeState;
    }

    @GetMapping
    @Operation(summary = "List the articles, by id")
    Page<ArticleResponse> listArticles(Caller caller, @RequestParam(required = false) @Nullable Set<State> state,
            @RequestParam(required = false) @Nullable Set<ArticleKind> kind,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.PRODUCT_ID) String product,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "pt-BR|en|es") String lang,
            @Valid @ParameterObject Page.Request page) {
        var visible = caller.isStaff() ? state : Set.of(State.PUBLISHED);
        var found = articles.page(new Articles.Filter(visible, kind, product, lang), page.after(), page.limit() + 1);
        return page.of(found, Versioned::id).map(each -> ArticleResponse.summary(each.state(), caller));
    }

    @GetMapping("/{slug}")
    @Operation(summary = "Read an article")
    ResponseEntity<ArticleResponse> getArticle(Caller caller, @PathVariable String slug) {
        return response(articles.find(slug).filter(found -> caller.isStaff() || found.state().isPublished())
                .orElseThrow(ApiException::notFound), caller);
    }

    @PostMapping
    @Staff
    @Operation(summary = "Create the draft of an article")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ArticleResponse> createArticle(Caller caller, IdempotencyKey key, @Valid @RequestBody ContentRequest body) {
        var created = create.handle(
                new CreateArticle.Command(key.id(caller, "article"), body.content(), new Author(caller.person(), caller.name())));
        return ResponseEntity.created(URI.create("/api/v1/articles/" + created.id())).eTag(IfMatch.etag(created.version()))
                .body(ArticleResponse.of(created.state(), caller));
    }

    @PutMapping("/{slug}")
    @Staff
    @Operation(summary = "Change the content of an article")
    ResponseEntity<ArticleResponse> reviseArticle(Caller caller, @PathVariable String slug, IfMatch ifMatch,
            @Valid @RequestBody ContentRequest body) {
        return response(revise.handle(new ReviseArticle.Command(slug, ifMatch.version(), body.content())), caller);
    }

    @PutMapping("/{slug}/state")
    @Staff
    @Operation(summary = "Publish or withdraw an article")
    ResponseEntity<ArticleResponse> changeArticleState(Caller caller, @PathVariable String slug, IfMatch ifMatch,
            @Valid @RequestBody StateRequest body) {
        return response(changeState.handle(new ChangeArticleState.Command(slug, ifMatch.version(), body.state())), caller);
    }

    private static ResponseEntity<ArticleResponse> response(Versioned<Article> found, Caller caller) {
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version())).body(ArticleResponse.of(found.state(), caller));
    }
}
