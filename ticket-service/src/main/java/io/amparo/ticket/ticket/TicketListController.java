package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the lists of tickets. A caller sees the tickets of the own companies, staff and readers all (R1.4). */
@RestController
@RequestMapping("/api/v1/tickets")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class TicketListController {
    /** Values of a filter. */
    private static final int MAX_VALUES = 20;

    private final TicketSummaries summaries;

    TicketListController(TicketSummaries summaries) {
        this.summaries = summaries;
    }

    @GetMapping
    @Operation(summary = "List the tickets, newest first or in the order of `sort`")
    Page<SummaryResponse> listTickets(Caller caller, @RequestParam(required = false) @Nullable Set<Status> status,
            @RequestParam(required = false) @Nullable Set<Kind> kind,
            @RequestParam(required = false) @Nullable Set<Priority> priority,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> product,
            @RequestParam(required = false) @Nullable @Size(max = MAX_VALUES) Set<String> customer,
            @RequestParam(required = false) @Nullable String q,
            @Parameter(description = "`next` has the clock that is due first at the top, and tickets without a running clock at the end.") @RequestParam(defaultValue = "-number") TicketSort sort,
            @Valid @ParameterObject Page.Request page) {
        var customers = caller.mayReadAll() ? customer : caller.companiesAmong(customer);
        var filter = new TicketSummaries.Filter(customers, status, kind, priority, product, q);
        var found = summaries.page(filter, sort, sort.keyOf(page.after()), page.limit() + 1);
        return page.of(found, sort::position).map(SummaryResponse::of);
    }
}
