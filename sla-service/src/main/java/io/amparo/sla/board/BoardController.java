package io.amparo.sla.board;

import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.security.TokenCheck;
import io.amparo.platform.stream.EventStream;
import io.amparo.platform.stream.Reader;
import io.amparo.platform.stream.StreamDuration;
import io.amparo.platform.stream.Watermarks;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.Page;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.readmodel.WatchedTickets;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The breach board for agents and managers: open tickets, breached ones first, then the next edges, in pages and as a live
 * stream.
 */
@RestController
@RequestMapping("/api/v1/sla/board")
@Staff({Role.AGENT, Role.MANAGER, Role.ADMIN})
class BoardController {
    private static final Set<ClockState> OPEN = EnumSet.of(ClockState.RUNNING, ClockState.AT_RISK, ClockState.BREACHED,
            ClockState.PAUSED);
    private static final String STREAM_DESCRIPTION = "Server-sent events, one for each emitted edge, its kind as the event's name; a heartbeat "
            + "every 15 seconds. Last-Event-ID resumes after that event. If that event is not kept (more than 1,000 events ago, or from "
            + "before the start of this instance), the first event is RESET, without an id: events are lost, read the board again. "
            + "A WARNING or BREACH has its `cause`, in the language of the request; it is missing if this service has not received all "
            + "facts that led to it, or has received one since that undid it. `for` (ISO 8601, at most one day) limits the stream's duration; "
            + "it ends when the token expires. A person has five streams; a sixth ends the oldest. The greeting and each heartbeat have an id "
            + "as well: a reader that has received no event resumes after it. Open the stream, then read the board: nothing is lost between.";

    /**
     * @param allEdgesOutUntil instant until which the engine has published all warnings and breaches; not more than some 10 s
     *     before {@code asOf} while the engine runs; missing in the first 10 s of an instance
     */
    record BoardResponse(Instant asOf, @Nullable Instant allEdgesOutUntil, List<BoardItem> items, @Nullable String next,
            int limit) {}

    private final WatchedTickets tickets;
    private final PublishedPolicies policies;
    private final Customers customers;
    private final EventStream<BoardUpdate> stream;
    private final Watermarks watermarks;
    private final TokenCheck tokens;
    private final Clock clock;

    BoardController(WatchedTickets tickets, PublishedPolicies policies, Customers customers, EventStream<BoardUpdate> stream,
            Watermarks watermarks, TokenCheck tokens, Clock clock) {
        this.watermarks = watermarks;
        this.tokens = tokens;
        this.tickets = tickets;
        this.policies = policies;
        this.customers = customers;
        this.stream = stream;
        this.clock = clock;
    }

    @GetMapping
    @Operation(summary = "Read the breach board, the most urgent ticket first")
    BoardResponse getBoard(@RequestParam(required = false) @Nullable Set<ClockState> state,
            @RequestParam(required = false) @Nullable String plan, @RequestParam(required = false) @Nullable String customer,
            @Valid @ParameterObject Page.Request pageRequest) {
        var now = clock.instant();
        var language = LocaleContextHolder.getLocale();
        var states = state == null || state.isEmpty() ? OPEN : state;
        var cursor = Cursor.parse(pageRequest.after());
        var found = pageRequest.of(tickets.board(states, plan, customer, cursor, pageRequest.limit() + 1),
                last -> Cursor.of(last.status().urgentAt(), last.ledger().ticketId()).toString());
        var known = customers.findAllById(found.items().stream().map(ticket -> ticket.ledger().customerId()).distinct().toList());
        var companies = customers.companiesOfPeople();
        var page = found.map(ticket -> BoardItem.of(ticket, policies,
                new ChangeAuthors(known.get(ticket.ledger().customerId()), companies, true), now, language));
        return new BoardResponse(now, watermarks.allEdgesOutUntil().orElse(null), page.items(), page.next(), page.limit());
    }

    /** Streams notices with a heartbeat. {@code Last-Event-ID} resumes; {@code for} (ISO 8601) limits the duration. */
    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(summary = "The board, live", description = STREAM_DESCRIPTION)
    @ApiResponse(responseCode = "200", description = "A stream of BoardUpdate objects.", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(implementation = BoardUpdate.class)))
    SseEmitter streamBoard(@RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(name = "for", required = false) @Nullable Duration duration, JwtAuthenticationToken authentication) {
        var language = LocaleContextHolder.getLocale();
        return stream.open(new Reader<>(authentication.getName(), lastEventId,
                StreamDuration.of(duration, authentication.getToken(), clock.instant()), _ -> true,
                () -> tokens.isValid(authentication.getToken()), notice -> withCause(notice, language)));
    }

    private BoardUpdate withCause(BoardUpdate notice, Locale language) {
        if (!notice.isWarningOrBreach()) return notice;
        var authors = new ChangeAuthors(customers.find(notice.customer()).orElse(null), customers.companiesOfPeople(), true);
        return tickets.find(notice.ticketId()).map(found -> notice.withCause(found.state(), policies, authors, language))
                .orElse(notice);
    }
}
