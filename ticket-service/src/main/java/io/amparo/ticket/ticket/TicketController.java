package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.amparo.ticket.entitlement.Entitlement.Denied;
import io.amparo.ticket.sla.SlaViews;
import io.amparo.ticket.ticket.OpenTicket.Outcome;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of tickets. A caller gets 404 for a ticket of another company (R1.4). */
@RestController
@RequestMapping("/api/v1/tickets")
class TicketController {
    /** REOPEN and CLOSE are calls with one of the values that {@code to} of these actions lists. */
    record StatusRequest(
            @Schema(description = "One of `to` of the actions SET_STATUS, RESOLVE, REOPEN and CLOSE of the ticket") @NotNull Status status,
            @Size(max = FieldLimits.REASON) @Nullable String reason) {}

    private final VisibleTickets tickets;
    private final TicketSummaries summaries;
    private final SlaViews slaViews;
    private final OpenTicket openTicket;
    private final ChangeStatus changeStatus;
    private final TicketResponses responses;

    TicketController(VisibleTickets tickets, TicketSummaries summaries, SlaViews slaViews, OpenTicket openTicket,
            ChangeStatus changeStatus, TicketResponses responses) {
        this.tickets = tickets;
        this.summaries = summaries;
        this.slaViews = slaViews;
        this.openTicket = openTicket;
        this.changeStatus = changeStatus;
        this.responses = responses;
    }

    @PostMapping
    ResponseEntity<TicketResponse> open(Caller caller, IdempotencyKey key, @Valid @RequestBody OpenTicketRequest request) {
        if (request.contact() != null && !caller.isStaff()) throw new ForbiddenException();
        var contact = request.contact() != null ? request.contact() : caller.person();
        return switch (openTicket.handle(new OpenTicket.Command(key.id(caller, "ticket"), contact, request.content()))) {
            case Outcome.Registered(var ticket) -> responses.create(
                    ticket.state().status() == Status.RECEIVED ? HttpStatus.ACCEPTED : HttpStatus.CREATED, ticket, caller);
            case Outcome.Refused(var denial) -> throw denied(denial);
            case Outcome.Undecidable _ -> throw UpstreamProblemException.unavailable();
            case Outcome.KeyReused _ -> throw ApiException.keyReused("Idempotency-Key");
        };
    }

    private static ApiException denied(Denied denial) {
        var code = denial.reasons().isEmpty() ? "not-entitled" : denial.reasons().getFirst().code();
        return ApiException.denied(code, denial.reasons(), denial.alternatives());
    }

    @GetMapping
    Page<SummaryResponse> list(Caller caller, @RequestParam @Nullable Status status, @RequestParam @Nullable Kind kind,
            @RequestParam @Nullable Priority priority, @RequestParam @Nullable String product,
            @RequestParam @Nullable String customer, @RequestParam @Nullable String q,
            @Valid @ParameterObject Page.Request page) {
        var customerId = caller.isStaff() ? customer : companyId(caller);
        var found = summaries.page(new TicketSummaries.Filter(customerId, status, kind, priority, product, q), page.after(),
                page.limit() + 1);
        var slaById = slaViews.findAllById(found.stream().map(TicketSummary::ticketId).toList());
        return page.of(found, TicketSummary::number).map(each -> SummaryResponse.of(each, slaById.get(each.ticketId())));
    }

    private static String companyId(Caller caller) {
        if (caller.company() == null) throw new ForbiddenException();
        return caller.company().id();
    }

    @GetMapping("/{number}")
    ResponseEntity<TicketResponse> read(Caller caller, @PathVariable String number) {
        return responses.create(HttpStatus.OK, tickets.find(caller, number), caller);
    }

    @PutMapping("/{number}/status")
    ResponseEntity<TicketResponse> changeStatus(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody StatusRequest request) {
        var ticket = tickets.find(caller, number);
        var changed = changeStatus.handle(new ChangeStatus.Command(ticket.id(), ifMatch.version(), request.status(),
                VisibleTickets.person(caller, ticket.state()), caller.isStaff(), request.reason()));
        return responses.create(HttpStatus.OK, changed, caller);
    }
}
