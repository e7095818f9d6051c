package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of the links between tickets. Each answer is the ticket after the change. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/links")
@Staff
@HasETag
class LinkController {

    /** @param ticket number of the other ticket */
    record LinkRequest(
            @Schema(description = "How the other ticket belongs to this one: RELATED, DUPLICATE_OF or FOLLOW_UP_OF") @NotNull LinkType type,
            @NotBlank @Size(max = FieldLimits.TICKET_ID) String ticket) {}

    private final VisibleTickets tickets;
    private final LinkTicket linkTicket;
    private final UnlinkTicket unlinkTicket;
    private final TicketResponses responses;

    LinkController(VisibleTickets tickets, LinkTicket linkTicket, UnlinkTicket unlinkTicket, TicketResponses responses) {
        this.tickets = tickets;
        this.linkTicket = linkTicket;
        this.unlinkTicket = unlinkTicket;
        this.responses = responses;
    }

    @PostMapping
    @ApiResponse(responseCode = "201", description = "The tickets are linked.", useReturnTypeSchema = true)
    @Operation(summary = "Link a ticket to another one, which gets the inverse link")
    ResponseEntity<TicketResponse> linkTicket(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @RequestBody LinkRequest request) {
        var ticket = tickets.find(caller, number);
        if (!LinkTicket.TYPES.contains(request.type())) throw ApiException.invalidOneOf("type", LinkTicket.TYPES);
        var other = tickets.search(caller, request.ticket()).orElseThrow(() -> ApiException.invalid("ticket", "unknown-ticket"));
        return responses.create(HttpStatus.CREATED, linkTicket.handle(new LinkTicket.Command(ticket, request.type(), other,
                VisibleTickets.agent(caller), key.id(caller, "link/" + ticket.id()))), caller);
    }

    @DeleteMapping("/{linked}")
    @Operation(summary = "Remove the link between two tickets from both")
    ResponseEntity<TicketResponse> unlinkTicket(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @PathVariable String linked) {
        return responses.create(HttpStatus.OK, unlinkTicket.handle(new UnlinkTicket.Command(tickets.find(caller, number),
                tickets.find(caller, linked), VisibleTickets.agent(caller), ifMatch.version())), caller);
    }
}
