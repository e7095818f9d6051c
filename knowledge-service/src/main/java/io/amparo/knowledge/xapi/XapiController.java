package io.amparo.knowledge.xapi;

import io.amparo.knowledge.xapi.Statements.Filter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Exports what people have learned as xAPI 1.0.3 statements: staff reads all, every other caller the own ones. */
@RestController
@RequestMapping("/api/v1/xapi/statements")
class XapiController {
    /** Every response has it (Communication, 3.3). */
    private static final String VERSION_HEADER = "X-Experience-API-Version";
    /** All statements stored until this instant can be read (Communication, 2.1.3). */
    private static final String CONSISTENT_HEADER = "X-Experience-API-Consistent-Through";
    private static final String PATH = "/api/v1/xapi/statements";
    /** The years of RFC 3339; milliseconds of all others may overflow. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /**
     * A statement result of xAPI (Communication, 2.1.3).
     *
     * @param more path of the next page; empty on the last one
     */
    record XapiStatementsResponse(List<XapiStatementJson> statements, String more) {}

    private final Statements statements;
    private final XapiProperties properties;
    private final Clock clock;

    XapiController(Statements statements, XapiProperties properties, Clock clock) {
        this.statements = statements;
        this.properties = properties;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "List the xAPI statements in the order of storage, newest first", description = "Staff reads those of "
            + "all learners, every other caller the own ones. With `ascending` the oldest comes first: an export reads all "
            + "pages, and continues later with `since`, the header X-Experience-API-Consistent-Through of the last page. A "
            + "statement can be read some seconds after it is stored.")
    ResponseEntity<XapiStatementsResponse> listStatements(Caller caller,
            @Parameter(description = "Stored after this instant") @RequestParam(required = false) @Nullable Instant since,
            @Parameter(description = "Stored at or before this instant") @RequestParam(required = false) @Nullable Instant until,
            @Parameter(description = "IRI of the verb", schema = @Schema(implementation = XapiVerb.class)) @RequestParam(required = false) @Nullable @Pattern(regexp = XapiVerb.PATTERN) String verb,
            @RequestParam(defaultValue = "false") boolean ascending, @Valid @ParameterObject Page.Request page) {
        requireDate("since", since);
        requireDate("until", until);
        var consistent = clock.instant().minus(properties.delay()).truncatedTo(ChronoUnit.MILLIS);
        var filter = new Filter(caller.mayReadAll() ? null : caller.subject(), verb == null ? null : XapiVerb.of(verb), since,
                until == null || until.isAfter(consistent) ? consistent : until);
        var found = page.of(statements.page(filter, ascending, page.after(), page.limit() + 1), Statement::position);
        var response = new XapiStatementsResponse(
                found.items().stream().map(each -> XapiStatementJson.of(each, properties.homePage())).toList(),
                more(since, until, verb, ascending, found.next(), found.limit()));
        return ResponseEntity.ok().header(VERSION_HEADER, XapiStatementJson.VERSION)
                .header(CONSISTENT_HEADER, consistent.toString()).body(response);
    }

    private static void requireDate(String field, @Nullable Instant instant) {
        if (instant != null && (instant.isBefore(FIRST) || instant.isAfter(LAST))) throw ApiException.invalid(field, "date");
    }

    private static String more(@Nullable Instant since, @Nullable Instant until, @Nullable String verb, boolean ascending,
            @Nullable String next, int limit) {
        if (next == null) return "";
        var uri = UriComponentsBuilder.fromPath(PATH);
        if (since != null) uri.queryParam("since", since);
        if (until != null) uri.queryParam("until", until);
        if (verb != null) uri.queryParam("verb", verb);
        return uri.queryParam("ascending", ascending).queryParam("limit", limit).queryParam("cursor", next).encode()
                .toUriString();
    }
}
