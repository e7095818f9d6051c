package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.amparo.ticket.policy.FieldRule;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.ticket.AnnotationEdit.SetExternalRefs;
import io.amparo.ticket.ticket.AnnotationEdit.SetFields;
import io.amparo.ticket.ticket.AnnotationEdit.SetMetadata;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of what staff and integrations attach to a ticket. Each answer is the ticket after the change. */
@RestController
@RequestMapping("/api/v1/tickets/{number}")
@Staff
class AnnotationController {
    static final String METADATA_KEY = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}";

    /** @param externalRefs all external references that the ticket has from now on; each belongs to no other ticket */
    record ExternalRefsRequest(
            @NotNull @Size(max = FieldLimits.EXTERNAL_REFS) List<@NotNull @Valid ExternalRefJson> externalRefs) {}

    /** @param metadata all metadata that the ticket has from now on; no personal data */
    record MetadataRequest(
            @NotNull @Size(max = FieldLimits.METADATA_ENTRIES) Map<@Pattern(regexp = METADATA_KEY) String, @NotNull @Size(max = FieldLimits.METADATA_VALUE) String> metadata) {}

    /** @param fields values of the fields that the policy defines for the kind of the ticket; one that is left out is removed */
    record FieldsRequest(
            @NotNull @Size(max = FieldLimits.FIELDS) Map<@Size(max = FieldLimits.FIELD_CODE) String, @NotNull @Size(max = FieldLimits.FIELD_VALUE) String> fields) {}

    private final VisibleTickets tickets;
    private final Policies policies;
    private final EditTicket editTicket;
    private final TicketResponses responses;

    AnnotationController(VisibleTickets tickets, Policies policies, EditTicket editTicket, TicketResponses responses) {
        this.tickets = tickets;
        this.policies = policies;
        this.editTicket = editTicket;
        this.responses = responses;
    }

    @PutMapping("/external-refs")
    @Operation(summary = "Replace the references of a ticket to other systems; 409 if one belongs to another ticket")
    ResponseEntity<TicketResponse> changeExternalRefs(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody ExternalRefsRequest request) {
        return put(caller, ifMatch, number, new SetExternalRefs(ExternalRefJson.toRefs("externalRefs", request.externalRefs())));
    }

    @PutMapping("/metadata")
    @Operation(summary = "Replace the metadata of a ticket, which only staff see")
    ResponseEntity<TicketResponse> changeMetadata(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody MetadataRequest request) {
        return put(caller, ifMatch, number, new SetMetadata(request.metadata()));
    }

    @PutMapping("/fields")
    @Operation(summary = "Replace the values of the fields that the policy defines for the kind of a ticket")
    ResponseEntity<TicketResponse> changeFields(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody FieldsRequest request) {
        var rules = policies.effective().fields(tickets.find(caller, number).state().kind().name());
        var fields = FieldRule.values(request.fields());
        var errors = FieldRule.errors(rules, fields);
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        return put(caller, ifMatch, number, new SetFields(fields));
    }

    private ResponseEntity<TicketResponse> put(Caller caller, IfMatch ifMatch, String number, TicketEdit edit) {
        var ticket = tickets.find(caller, number);
        var changed = editTicket.handle(new EditTicket.Command(ticket.id(), edit, VisibleTickets.author(caller, ticket.state()),
                ifMatch.version(), null));
        return responses.create(HttpStatus.OK, changed, caller);
    }
}
