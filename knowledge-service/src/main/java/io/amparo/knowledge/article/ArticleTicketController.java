package io.amparo.knowledge.article;

import io.amparo.knowledge.article.ArticleTickets.Link;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tickets for which an article was used; for staff, because a ticket belongs to one company. */
@RestController
@RequestMapping("/api/v1/articles/{slug}/tickets")
@Staff
class ArticleTicketController {
    /** The number of a ticket. */
    static final String NUMBER = "T-\\d{4}-\\d{6,12}";

    record ArticleTicketResponse(@Schema(example = "T-2026-000123") String ticket,
            @Schema(description = "Person id of who has linked it") String by, Instant at) {}

    private final VisibleArticles visibleArticles;
    private final ArticleTickets tickets;
    private final Clock clock;

    ArticleTicketController(VisibleArticles visibleArticles, ArticleTickets tickets, Clock clock) {
        this.visibleArticles = visibleArticles;
        this.tickets = tickets;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the tickets for which an article was used, by number")
    Page<ArticleTicketResponse> listArticleTickets(Caller caller, @PathVariable String slug,
            @Valid @ParameterObject Page.Request page) {
        var article = visibleArticles.find(caller, slug).state();
        return page.of(tickets.page(article.id(), page.after(), page.limit() + 1), Link::ticket)
                .map(link -> new ArticleTicketResponse(link.ticket(), link.by(), link.at()));
    }

    @PutMapping("/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Link an article to a ticket for which it was used")
    void linkArticle(Caller caller, @PathVariable String slug, @PathVariable @Pattern(regexp = NUMBER) String number) {
        var article = visibleArticles.find(caller, slug).state();
        tickets.add(new Link(article.id(), slug, number, caller.person(), clock.instant()));
    }

    @DeleteMapping("/{number}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove the link of an article to a ticket")
    void unlinkArticle(Caller caller, @PathVariable String slug, @PathVariable @Pattern(regexp = NUMBER) String number) {
        tickets.remove(visibleArticles.find(caller, slug).state().id(), number);
    }
}
