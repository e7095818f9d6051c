package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.ticket.Redaction.Removed;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.IdempotencyKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Drafts from solved tickets. */
@RestController
@RequestMapping("/api/v1/articles/drafts")
@Staff
class ArticleDraftController {
    private static final String DEFAULT_LANGUAGE = "pt-BR";

    record TicketDraftRequest(
            @Schema(description = "Number of a resolved or closed ticket", example = "T-2026-000123") @NotNull @Pattern(regexp = ArticleTicketController.NUMBER) String ticket,
            @Schema(description = "Language of the ticket; pt-BR by default") @Nullable @Pattern(regexp = "pt-BR|en|es") String language) {}

    /** How many parts of a kind were removed. */
    record RemovedDataResponse(Removed kind, int count) {}

    record TicketDraftResponse(ArticleResponse article,
            @Schema(description = "Personal data that was removed; read the draft before it is published") List<RemovedDataResponse> removed) {}

    private final DraftFromTicket draft;
    private final ArticleResponses responses;

    ArticleDraftController(DraftFromTicket draft, ArticleResponses responses) {
        this.draft = draft;
        this.responses = responses;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Create the draft of an article from a solved ticket, without personal data")
    ResponseEntity<TicketDraftResponse> draftArticle(Caller caller, IdempotencyKey key,
            @Valid @RequestBody TicketDraftRequest body) {
        var created = draft.handle(new DraftFromTicket.Command(key.id(caller, "article-draft"), body.ticket(),
                Objects.requireNonNullElse(body.language(), DEFAULT_LANGUAGE), Author.of(caller)));
        var removed = created.removed().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(each -> new RemovedDataResponse(each.getKey(), each.getValue())).toList();
        return ResponseEntity.created(URI.create("/api/v1/articles/" + created.article().id()))
                .body(new TicketDraftResponse(responses.of(created.article().state(), caller), removed));
    }
}
