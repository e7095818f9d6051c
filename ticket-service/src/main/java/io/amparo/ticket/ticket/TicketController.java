package io.amparo.ticket.ticket;

import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.RuleErrors;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.ticket.OpenTicket.Outcome;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of tickets. A caller gets 404 for a ticket of another company (R1.4). */
@RestController
@RequestMapping("/api/v1/tickets")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
@HasETag
class TicketController {
    private final VisibleTickets tickets;
    private final Policies policies;
    private final OpenTicket openTicket;
    private final TicketResponses responses;

    TicketController(VisibleTickets tickets, Policies policies, OpenTicket openTicket, TicketResponses responses) {
        this.tickets = tickets;
        this.policies = policies;
        this.openTicket = openTicket;
        this.responses = responses;
    }

    @InitBinder
    void addPolicyErrors(WebDataBinder binder) {
        if (binder.getTarget() instanceof OpenTicketRequest)
            binder.addValidators(RuleErrors.of(OpenTicketRequest.class, request -> request.errors(policies.effective())));
    }

    @PostMapping
    @Operation(summary = "Open a ticket; 202 while the entitlement is not decided")
    @ApiResponse(responseCode = "201", description = "The ticket is open.", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "202", description = "The ticket is received; its entitlement is decided later.", useReturnTypeSchema = true)
    ResponseEntity<TicketResponse> openTicket(Caller caller, IdempotencyKey key, @Valid @RequestBody OpenTicketRequest request) {
        if (request.isForStaff() && !caller.isStaff()) throw new ForbiddenException();
        var contact = request.contact() != null ? request.contact() : caller.email() != null ? caller.email() : caller.person();
        var policy = policies.effective();
        var followed = request.followUpOf() == null ? null : tickets.search(caller, request.followUpOf()).orElse(null);
        var followedTicket = followed == null ? null : followed.state();
        var errors = new ArrayList<>(request.errors(policy));
        if (request.followUpOf() != null)
            errors.addAll(FollowUp.errors(followedTicket, request.customer()));
        else
            caller.companyMissing("customer", request.customer()).ifPresent(errors::add);
        return switch (openTicket.handle(new OpenTicket.Command(key.id(caller, "ticket"), contact,
                request.contact() == null ? null : VisibleTickets.agent(caller), customer(caller, request, followedTicket),
                request.content(policy), errors, request.annotations(), followedTicket))) {
            case Outcome.Registered(var ticket, var isNew) ->
                responses.create(ticket.state().status() == Status.RECEIVED ? HttpStatus.ACCEPTED : HttpStatus.CREATED, ticket,
                        isNew ? null : responses.clocks(ticket), caller);
            case Outcome.Refused(var denial) -> throw denial.toException();
            case Outcome.Undecidable _ -> throw UpstreamProblemException.unavailable();
            case Outcome.KeyReused _ -> throw ApiException.keyReused("Idempotency-Key");
        };
    }

    /**
     * Returns the customer of the ticket: that of the ticket which it follows up, or the requested one; null if the contact alone
     * determines it, for staff and machines.
     */
    private static @Nullable String customer(Caller caller, OpenTicketRequest request, @Nullable Ticket followed) {
        if (followed != null && request.customer() == null) return followed.customerId();
        if (caller.companies().isEmpty() || caller.companyMissing("customer", request.customer()).isPresent())
            return request.customer();
        return caller.companyFor("customer", request.customer());
    }

    @GetMapping("/{number}")
    @Operation(summary = "Read a ticket")
    ResponseEntity<TicketResponse> getTicket(Caller caller, @PathVariable String number) {
        return responses.create(HttpStatus.OK, tickets.find(caller, number), caller);
    }
}
