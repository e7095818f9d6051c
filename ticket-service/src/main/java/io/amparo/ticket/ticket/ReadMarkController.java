package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of what a person has read. */
@RestController
@RequestMapping("/api/v1/tickets/{number}/read")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class ReadMarkController {
    private final VisibleTickets tickets;
    private final ReadMarks readMarks;

    ReadMarkController(VisibleTickets tickets, ReadMarks readMarks) {
        this.tickets = tickets;
        this.readMarks = readMarks;
    }

    @PutMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Record that the caller has read a ticket up to this version; 412 if there is more to read")
    void markTicketRead(Caller caller, IfMatch ifMatch, @PathVariable String number) {
        var ticket = tickets.find(caller, number);
        if (ticket.version() != ifMatch.version()) throw ApiException.of(HttpStatus.PRECONDITION_FAILED, "stale");
        var timeline = ticket.state().timeline();
        readMarks.put(caller, ticket.id(), caller.isStaff() ? timeline.size() : timeline.publicSize());
    }
}
