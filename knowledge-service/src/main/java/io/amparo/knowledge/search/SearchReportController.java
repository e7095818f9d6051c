package io.amparo.knowledge.search;

import io.amparo.platform.security.Staff;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What users searched and did not find, for the authors of articles. */
@RestController
@RequestMapping("/api/v1/search/reports")
@Staff
class SearchReportController {
    private static final int DEFAULT_DAYS = 30;

    private final EmptySearches searches;
    private final Clock clock;

    SearchReportController(EmptySearches searches, Clock clock) {
        this.searches = searches;
        this.clock = clock;
    }

    @GetMapping("/empty")
    @Operation(summary = "List the searches without result, most frequent first", description = "The days are those of UTC, both included; the default is the last 30. Searches are kept for 90 days.")
    Page<EmptySearch> listEmptySearches(@RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to, @Valid @ParameterObject Page.Request page) {
        var last = to == null ? LocalDate.now(clock) : to;
        var first = from == null ? last.minusDays(DEFAULT_DAYS) : from;
        var cursor = Cursor.parse(page.after());
        int offset = cursor == null ? 0 : cursor.secondAsNumber();
        var found = searches.page(first, last, offset, page.limit() + 1);
        return page.of(found, _ -> Cursor.of(null, Integer.toString(offset + page.limit())).toString());
    }
}
