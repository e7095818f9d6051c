package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.ticket.ticket.ExclusionEdit.Appeal;
import io.amparo.ticket.ticket.ExclusionEdit.DecideAppeal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the exclusion of a ticket (R8.2). Each answer is the ticket after the change. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/exclusion")
@HasETag
class ExclusionController {

    /**
     * @param code code of an exclusion of the policy
     * @param explanation the customer reads it
     */
    record ExclusionRequest(@NotBlank @Size(max = FieldLimits.EXCLUSION_CODE) String code,
            @NotBlank @Size(max = FieldLimits.REASON) String explanation) {}

    record AppealRequest(@NotBlank @Size(max = FieldLimits.REASON) String explanation) {}

    /** @param reason the customer reads it */
    record AppealDecisionRequest(@NotNull Boolean accepted, @NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    private final VisibleTickets tickets;
    private final DeclineTicket declineTicket;
    private final EditTicket editTicket;
    private final TicketResponses responses;
    private final Clock clock;

    ExclusionController(VisibleTickets tickets, DeclineTicket declineTicket, EditTicket editTicket, TicketResponses responses,
            Clock clock) {
        this.tickets = tickets;
        this.declineTicket = declineTicket;
        this.editTicket = editTicket;
        this.responses = responses;
        this.clock = clock;
    }

    @PostMapping
    @Staff
    @ApiResponse(responseCode = "201", description = "The ticket is declined.", useReturnTypeSchema = true)
    @Operation(summary = "Decline a ticket that the policy excludes from support")
    ResponseEntity<TicketResponse> declineTicket(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @RequestBody ExclusionRequest request) {
        var ticket = tickets.find(caller, number);
        var declined = declineTicket.handle(new DeclineTicket.Command(ticket.id(), request.code(), request.explanation().strip(),
                VisibleTickets.author(caller, ticket.state()), key.id(caller, "exclusion/" + ticket.id())));
        return responses.create(HttpStatus.CREATED, declined, caller);
    }

    @PostMapping("/appeal")
    @Callers(value = {Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR}, staff = {})
    @ApiResponse(responseCode = "201", description = "The appeal is recorded; a manager decides on it.", useReturnTypeSchema = true)
    @Operation(summary = "Appeal against the exclusion of a ticket")
    ResponseEntity<TicketResponse> appealExclusion(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @RequestBody AppealRequest request) {
        if (caller.isStaff()) throw new ForbiddenException();
        var ticket = tickets.find(caller, number);
        var edit = new Appeal(request.explanation().strip(), clock.instant());
        return responses.create(HttpStatus.CREATED, editTicket.handle(new EditTicket.Command(ticket.id(), edit,
                VisibleTickets.author(caller, ticket.state()), null, key.id(caller, "appeal/" + ticket.id()))), caller);
    }

    @PutMapping("/appeal")
    @Staff({Role.MANAGER, Role.ADMIN})
    @Operation(summary = "Decide on an appeal; an accepted one takes the ticket up")
    ResponseEntity<TicketResponse> decideAppeal(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody AppealDecisionRequest request) {
        var ticket = tickets.find(caller, number);
        var edit = new DecideAppeal(request.accepted(), request.reason().strip());
        return responses.create(HttpStatus.OK, editTicket.handle(new EditTicket.Command(ticket.id(), edit,
                VisibleTickets.author(caller, ticket.state()), ifMatch.version(), null)), caller);
    }
}
