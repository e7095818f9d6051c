package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The reviews of an article by staff. */
@RestController
@RequestMapping("/api/v1/articles/{slug}/reviews")
@Staff
@HasETag
class ArticleReviewController {

    /** The article is still true. */
    record ArticleReviewRequest(
            @Schema(description = "Day of the next review; without it after the usual time of the kind") @Nullable LocalDate reviewAt,
            @Nullable @Size(max = FieldLimits.NOTE) String note) {}

    private final VisibleArticles visibleArticles;
    private final ConfirmArticle confirm;
    private final ArticleEntities entities;

    ArticleReviewController(VisibleArticles visibleArticles, ConfirmArticle confirm, ArticleEntities entities) {
        this.visibleArticles = visibleArticles;
        this.confirm = confirm;
        this.entities = entities;
    }

    @PostMapping
    @Operation(summary = "Confirm that an article is still true")
    ResponseEntity<ArticleResponse> reviewArticle(Caller caller, IdempotencyKey key, @PathVariable String slug,
            @Valid @RequestBody ArticleReviewRequest body) {
        var article = visibleArticles.find(caller, slug);
        return entities.of(confirm.handle(new ConfirmArticle.Command(key.id(caller, "review/" + article.state().id()), slug,
                body.reviewAt(), body.note(), Author.of(caller))), caller);
    }
}
