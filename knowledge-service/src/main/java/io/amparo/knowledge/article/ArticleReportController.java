package io.amparo.knowledge.article;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reports about the articles, for staff. */
@RestController
@RequestMapping("/api/v1/articles/reports")
@Staff
class ArticleReportController {
    private static final int DEFAULT_DAYS = 180;

    private final Articles articles;
    private final Readings readings;
    private final ArticleEntities entities;
    private final Clock clock;

    ArticleReportController(Articles articles, Readings readings, ArticleEntities entities, Clock clock) {
        this.articles = articles;
        this.readings = readings;
        this.entities = entities;
        this.clock = clock;
    }

    @GetMapping("/unused")
    @Operation(summary = "List the articles that were published before a day and not read since, by id")
    Page<ArticleResponse> listUnusedArticles(Caller caller,
            @Parameter(description = "Day in UTC; 180 days ago by default") @RequestParam(required = false) @Nullable LocalDate since,
            @Valid @ParameterObject Page.Request page) {
        var day = since == null ? Review.day(clock.instant()).minusDays(DEFAULT_DAYS) : since;
        var unused = unusedSince(day.atStartOfDay(ZoneOffset.UTC).toInstant());
        return entities.page(articles.page(Articles.Filter.published(), unused, page.after(), page.limit() + 1), page, caller);
    }

    private UnaryOperator<List<Versioned<Article>>> unusedSince(Instant since) {
        return batch -> {
            var published = batch.stream().filter(each -> {
                var publishedAt = each.state().history().publishedAt();
                return publishedAt != null && publishedAt.isBefore(since);
            }).toList();
            // One reading is enough.
            var reads = readings.count(published.stream().map(each -> each.state().id()).toList(), since, 1);
            return published.stream().filter(each -> reads.getOrDefault(each.state().id(), 0) == 0).toList();
        };
    }
}
