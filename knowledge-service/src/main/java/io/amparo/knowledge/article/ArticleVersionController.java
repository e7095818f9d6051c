package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.ArticleResponse.VersionRangeJson;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The versions of an article: staff sees all, others those that were published for them. */
@RestController
@RequestMapping("/api/v1/articles/{slug}/versions")
class ArticleVersionController {

    /** A content of an article; {@code body} is absent in lists. */
    record ArticleVersionResponse(int number, String title, @Nullable String body, ArticleKind kind, String language,
            @Nullable String product, @Nullable String release, @Nullable VersionRangeJson appliesTo, Audience audience,
            String author, Instant at, @Schema(description = "Whether it is or was published") boolean published) {
        static ArticleVersionResponse of(ArticleVersion version, boolean isSummary) {
            var content = version.content();
            var range = content.appliesTo();
            return new ArticleVersionResponse(version.number(), content.title(), isSummary ? null : content.body(),
                    content.kind(), content.language(), content.product(), content.release(),
                    range == null ? null : new VersionRangeJson(range.from(), range.to()), content.audience(),
                    version.author().name(), version.at(), version.isPublic());
        }
    }

    /** A field with another value. */
    record ArticleFieldChangeResponse(String field, @Nullable String from, @Nullable String to) {}

    record ArticleDiffResponse(int from, int to, List<ArticleFieldChangeResponse> fields,
            @Schema(description = "Differences of the texts in the unified format; empty if they are equal") String diff) {}

    private final VisibleArticles visibleArticles;
    private final ArticleVersions versions;
    private final ReviseArticle revise;
    private final ArticleEntities entities;

    ArticleVersionController(VisibleArticles visibleArticles, ArticleVersions versions, ReviseArticle revise,
            ArticleEntities entities) {
        this.visibleArticles = visibleArticles;
        this.versions = versions;
        this.revise = revise;
        this.entities = entities;
    }

    @GetMapping
    @Operation(summary = "List the versions of an article, newest first")
    Page<ArticleVersionResponse> listArticleVersions(Caller caller, @PathVariable String slug,
            @Valid @ParameterObject Page.Request page) {
        var article = visibleArticles.find(caller, slug).state();
        return page.of(versions.page(article, caller, page.after(), page.limit() + 1), ArticleVersions::key)
                .map(version -> ArticleVersionResponse.of(version, true));
    }

    @GetMapping("/{number}")
    @Operation(summary = "Read a version of an article")
    ArticleVersionResponse getArticleVersion(Caller caller, @PathVariable String slug, @PathVariable String number) {
        return ArticleVersionResponse.of(find(visibleArticles.find(caller, slug).state(), number, caller), false);
    }

    @GetMapping("/{number}/diff")
    @Operation(summary = "Compare two versions of an article")
    ArticleDiffResponse compareArticleVersions(Caller caller, @PathVariable String slug, @PathVariable String number,
            @Parameter(description = "The other version; the current one by default") @RequestParam(required = false) @Nullable Integer to) {
        var article = visibleArticles.find(caller, slug).state();
        var from = find(article, number, caller);
        var other = find(article, to == null ? article.history().revision() : to, caller);
        return new ArticleDiffResponse(from.number(), other.number(), changes(from.content(), other.content()), TextDiff
                .unified(slug + "/" + from.number(), from.content().body(), slug + "/" + other.number(), other.content().body()));
    }

    @PostMapping("/{number}/restore")
    @Staff
    @Operation(summary = "Restore a version of an article", description = "Its content becomes a new version. It must agree with "
            + "the catalogue of today.")
    ResponseEntity<ArticleResponse> restoreArticleVersion(Caller caller, @PathVariable String slug, @PathVariable String number,
            IfMatch ifMatch) {
        var content = find(visibleArticles.find(caller, slug).state(), number, caller).content();
        return entities.of(revise.handle(new ReviseArticle.Command(slug, ifMatch.version(), content, Author.of(caller))), caller);
    }

    private ArticleVersion find(Article article, String number, Caller caller) {
        if (!number.matches("\\d{1,9}")) throw ApiException.notFound();
        return find(article, Integer.parseInt(number), caller);
    }

    private ArticleVersion find(Article article, int number, Caller caller) {
        return versions.find(article, number).filter(found -> found.isVisibleTo(caller)).orElseThrow(ApiException::notFound);
    }

    private static List<ArticleFieldChangeResponse> changes(Content from, Content to) {
        return Stream
                .of(change("title", from.title(), to.title()), change("kind", from.kind(), to.kind()),
                        change("language", from.language(), to.language()), change("product", from.product(), to.product()),
                        change("release", from.release(), to.release()), change("appliesTo", text(from), text(to)),
                        change("audience", from.audience(), to.audience()))
                .filter(change -> !Objects.equals(change.from(), change.to())).toList();
    }

    private static ArticleFieldChangeResponse change(String field, @Nullable Object from, @Nullable Object to) {
        return new ArticleFieldChangeResponse(field, Objects.toString(from, null), Objects.toString(to, null));
    }

    private static @Nullable String text(Content content) {
        var range = content.appliesTo();
        return range == null ? null : Objects.toString(range.from(), "") + " – " + Objects.toString(range.to(), "");
    }
}
