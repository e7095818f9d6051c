package io.amparo.sla.board;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.ApiException;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.readmodel.WatchedTicket;
import io.amparo.sla.readmodel.WatchedTickets;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The clocks of one ticket, by its id or number, for callers who may read the ticket (R1.4). */
@RestController
@RequestMapping("/api/v1/sla/clocks")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class ClockController {
    private final WatchedTickets tickets;
    private final PublishedPolicies policies;
    private final Customers customers;
    private final Clock clock;

    ClockController(WatchedTickets tickets, PublishedPolicies policies, Customers customers, Clock clock) {
        this.tickets = tickets;
        this.policies = policies;
        this.customers = customers;
        this.clock = clock;
    }

    @GetMapping("/{ticket}")
    @Operation(summary = "Read the clocks of a ticket with their explanation", description = "Customers get `by` and `reason` of "
            + "their own people; of the vendor only the side, and the reason of a refusal.")
    ClockResponse getClocks(Caller caller, @PathVariable String ticket) {
        return tickets.findByIdOrNumber(ticket)
                .filter(found -> caller.mayReadAll() || caller.isContactOf(found.ledger().customerId()))
                .map(found -> ClockResponse.of(found, policies, authors(caller, found), clock.instant(),
                        LocaleContextHolder.getLocale()))
                .orElseThrow(ApiException::notFound);
    }

    private ChangeAuthors authors(Caller caller, WatchedTicket ticket) {
        return new ChangeAuthors(customers.find(ticket.ledger().customerId()).orElse(null), customers.companiesOfPeople(),
                caller.mayReadAll());
    }
}
