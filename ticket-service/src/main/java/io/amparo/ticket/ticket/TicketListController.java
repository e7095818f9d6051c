package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Page;
import io.amparo.ticket.ticket.TicketSummaries.Filter;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/** HTTP API of the lists of tickets. A caller sees the tickets of the own companies, staff and readers all (R1.4). */
@RestController
@RequestMapping("/api/v1/tickets")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class TicketListController {
    /** Values of a filter. */
    static final int MAX_VALUES = 20;
    private static final int MAX_COUNT = 1_000;
    private static final int MAX_REF = FieldLimits.EXTERNAL_SYSTEM + 1 + FieldLimits.EXTERNAL_ID;
    private static final int EXPORT_PAGE = 200;
    private static final String CSV = "text/csv";
    private static final String VIEW = "For staff: `needs-me` are own tickets for which the vendor has to act, `unowned` active tickets without an owner, `mine` own tickets that have not ended, `waiting` those that wait for the customer. For contacts: `needs-me` and `mine` are tickets that the caller has opened, `waiting` those of the companies for which the vendor has to act; `unowned` is refused.";
    private static final String TEXT = "Words of number, subject and description, without accents, in singular or plural. An asterisk at the end finds words that begin so.";

    @Schema(description = "Tickets of each view of the caller, without the other filters. 1,000 means 1,000 or more.")
    record ViewCounts(int needsMe, @Schema(description = "For the vendor alone") @Nullable Integer unowned, int mine,
            int waiting) {}

    record TicketsResponse(List<SummaryResponse> items, @Nullable String next, int limit,
            @Schema(description = "Only with `view`") @Nullable ViewCounts counts) {}

    private final TicketSummaries summaries;
    private final Tickets tickets;
    private final ReadMarks readMarks;

    TicketListController(TicketSummaries summaries, Tickets tickets, ReadMarks readMarks) {
        this.tickets = tickets;
        this.summaries = summaries;
        this.readMarks = readMarks;
    }

    @GetMapping
    @Operation(summary = "List the tickets, newest first or in the order of `sort`")
    TicketsResponse listTickets(Caller caller, @RequestParam(required = false) @Nullable Set<Status> status,
            @RequestParam(required = false) @Nullable Set<Kind> kind,
            @RequestParam(required = false) @Nullable Set<Priority> priority,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> product,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> customer,
            @Parameter(description = "Person ids of owners") @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> assignee,
            @Parameter(description = TEXT) @RequestParam(required = false) @Nullable @Size(max = FieldLimits.SEARCH_QUERY) String q,
            @Parameter(description = "The only ticket with this external reference: `system:id`") @RequestParam(required = false) @Nullable @Size(max = MAX_REF) String externalRef,
            @Parameter(description = VIEW) @RequestParam(required = false) @Nullable TicketView view,
            @Parameter(description = "`next` has the clock that is due first at the top, and tickets without a running clock at the end.") @RequestParam(defaultValue = "-number") TicketSort sort,
            @Valid @ParameterObject Page.Request page) {
        var customers = visibleCustomers(caller, customer);
        var filter = filter(caller, customers,
                new Filter(null, status, kind, priority, product, assignee, null, q, ticketId(externalRef)), view);
        var found = summaries.page(filter, sort, sort.keyOf(page.after()), page.limit() + 1);
        var shown = page.of(found, sort::position);
        var unread = readMarks.unread(caller, shown.items());
        var items = shown.items().stream().map(ticket -> SummaryResponse.of(ticket, unread.contains(ticket.ticketId()))).toList();
        return new TicketsResponse(items, shown.next(), shown.limit(), view == null ? null : counts(caller, customers));
    }

    @GetMapping(path = "/export", produces = CSV)
    @Operation(summary = "Export the tickets of a list as CSV, newest first or in the order of `sort`", description = "A text that a spreadsheet would take for a formula, or that begins with an apostrophe, has an apostrophe in front.")
    ResponseEntity<StreamingResponseBody> exportTickets(Caller caller,
            @RequestParam(required = false) @Nullable Set<Status> status,
            @RequestParam(required = false) @Nullable Set<Kind> kind,
            @RequestParam(required = false) @Nullable Set<Priority> priority,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> product,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> customer,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> assignee,
            @RequestParam(required = false) @Nullable @Size(max = FieldLimits.SEARCH_QUERY) String q,
            @RequestParam(required = false) @Nullable @Size(max = MAX_REF) String externalRef,
            @RequestParam(required = false) @Nullable TicketView view, @RequestParam(defaultValue = "-number") TicketSort sort,
            @Parameter(description = "Whether the file begins with a byte order mark, which some spreadsheets need") @RequestParam(defaultValue = "false") boolean bom) {
        var filter = filter(caller, visibleCustomers(caller, customer),
                new Filter(null, status, kind, priority, product, assignee, null, q, ticketId(externalRef)), view);
        return ResponseEntity.ok().contentType(MediaType.parseMediaType(CSV + ";charset=UTF-8"))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"tickets.csv\"")
                .body(target -> TicketCsv.write(target, bom, EXPORT_PAGE,
                        last -> summaries.page(filter, sort, last == null ? null : sort.key(last), EXPORT_PAGE)));
    }

    /** Returns an id that no ticket has if no ticket has the reference. */
    private @Nullable String ticketId(@Nullable String externalRef) {
        return externalRef == null ? null : tickets.findByExternalRef(externalRef).map(Versioned::id).orElse("");
    }

    private static @Nullable Set<String> visibleCustomers(Caller caller, @Nullable Set<String> requested) {
        return caller.mayReadAll() ? requested : caller.companiesAmong(requested);
    }

    /** Returns the filter with what the caller may see; the keys of the views of a contact have the company. */
    static Filter filter(Caller caller, @Nullable Set<String> customers, Filter requested, @Nullable TicketView view) {
        if (view == null) return requested.within(customers, null);
        if (!TicketView.viewsOf(caller).contains(view)) throw ApiException.invalidOneOf("view", TicketView.viewsOf(caller));
        return requested.within(caller.mayReadAll() ? customers : null, view.keysFor(caller, customers));
    }

    private ViewCounts counts(Caller caller, @Nullable Set<String> customers) {
        ToIntFunction<TicketView> count = view -> summaries.count(filter(caller, customers, Filter.ALL, view), MAX_COUNT);
        return new ViewCounts(count.applyAsInt(TicketView.NEEDS_ME),
                caller.mayReadAll() ? count.applyAsInt(TicketView.UNOWNED) : null, count.applyAsInt(TicketView.MINE),
                count.applyAsInt(TicketView.WAITING));
    }
}
