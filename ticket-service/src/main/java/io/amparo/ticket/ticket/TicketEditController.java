package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary.BugCriterion;
import io.amparo.events.Vocabulary.InteractionChannel;
import io.amparo.events.Vocabulary.RemoteAccess;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.ticket.policy.FieldRule;
import io.amparo.ticket.policy.Policies;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.TicketEdit.DisqualifyBug;
import io.amparo.ticket.ticket.TicketEdit.Escalate;
import io.amparo.ticket.ticket.TicketEdit.QualifyBug;
import io.amparo.ticket.ticket.TicketEdit.RecordInteraction;
import io.amparo.ticket.ticket.TicketEdit.SetKind;
import io.amparo.ticket.ticket.TicketEdit.SetOwner;
import io.amparo.ticket.ticket.TicketEdit.SetPriority;
import io.amparo.ticket.ticket.TicketEdit.SetStatus;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of what people change on a ticket, apart from its messages. Each answer is the ticket after the change. */
@RestController
@RequestMapping("/api/v1/tickets/{number}")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class TicketEditController {

    /**
     * REOPEN and CLOSE are calls with one of the values that {@code to} of these actions lists.
     *
     * @param questions what the vendor waits for (R9.O2); only with WAITING_CUSTOMER
     */
    record StatusRequest(
            @Schema(description = "One of `to` of the actions SET_STATUS, RESOLVE, REOPEN and CLOSE of the ticket") @NotNull Status status,
            @Size(max = FieldLimits.REASON) @Nullable String reason,
            @Size(max = FieldLimits.QUESTIONS) @Nullable List<@NotBlank @Size(max = FieldLimits.QUESTION) String> questions) {

        SetStatus toEdit(Caller caller) {
            var asked = questions == null ? List.<String>of() : questions;
            if (!asked.isEmpty() && (status != Status.WAITING_CUSTOMER || !caller.isStaff()))
                throw ApiException.invalid("questions", "only-waiting-customer");
            return new SetStatus(status, reason, asked);
        }
    }

    record PriorityRequest(@NotNull Priority priority, @NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    /**
     * @param effect required for an incident whose opening named none (R5.2)
     * @param fields values of the fields that the policy defines for the kind; one that is left out keeps its value
     * @param reason the customer reads it (R5.2)
     */
    record KindRequest(@NotNull Kind kind, @Nullable Effect effect,
            @Size(max = FieldLimits.FIELDS) @Nullable Map<@Size(max = FieldLimits.FIELD_CODE) String, @NotNull @Size(max = FieldLimits.FIELD_VALUE) String> fields,
            @NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    /** @param owner person id of an agent */
    record OwnerRequest(@NotBlank @Size(max = FieldLimits.CONTACT_ID) String owner,
            @Size(max = FieldLimits.REASON) @Nullable String reason) {}

    /**
     * @param access way into the customer's network; required for REMOTE, forbidden for other channels
     * @param consentBy name of the person of the customer who has consented; required for REMOTE
     * @param notes for the vendor alone
     */
    record InteractionRequest(@NotNull InteractionChannel channel, @Nullable RemoteAccess access,
            @NotBlank @Size(max = FieldLimits.INTERACTION_PURPOSE) String purpose, @NotNull Instant startedAt,
            @NotNull Instant endedAt, @Size(max = FieldLimits.NAME) @Nullable String consentBy,
            @Size(max = FieldLimits.INTERACTION_NOTES) @Nullable String notes) {

        RecordInteraction toEdit(Instant now) {
            var errors = new ArrayList<FieldError>();
            var isRemote = channel == InteractionChannel.REMOTE;
            if (isRemote && access == null) errors.add(new FieldError("access", "required"));
            if (!isRemote && access != null) errors.add(new FieldError("access", "only-remote"));
            if (isRemote && (consentBy == null || consentBy.isBlank())) errors.add(new FieldError("consentBy", "required"));
            if (startedAt.isAfter(endedAt)) errors.add(new FieldError("endedAt", "before-start"));
            if (endedAt.isAfter(now)) errors.add(new FieldError("endedAt", "in-future"));
            if (!errors.isEmpty()) throw ApiException.invalid(errors);
            // The store keeps milliseconds.
            return new RecordInteraction(channel, access, purpose.strip(), startedAt.truncatedTo(ChronoUnit.MILLIS),
                    endedAt.truncatedTo(ChronoUnit.MILLIS), consentBy, notes);
        }
    }

    /** @param messages ids of messages of the ticket, which go along */
    record SplitRequest(@NotBlank @Size(max = FieldLimits.SUBJECT) String subject,
            @NotNull @Size(max = FieldLimits.SPLIT_MESSAGES) List<@NotBlank @Size(max = FieldLimits.MESSAGE_ID) String> messages) {}

    /**
     * @param bug name of the bug, the same for all tickets that it causes
     * @param criteria all criteria must be met
     * @param fixVersion release that will fix it, if it is known
     */
    record BugRequest(@NotBlank @Size(max = FieldLimits.BUG) String bug, @NotNull @Size(max = 10) Set<BugCriterion> criteria,
            @NotBlank @Size(max = FieldLimits.REASON) String reason,
            @Size(max = FieldLimits.VERSION) @Nullable String fixVersion) {

        QualifyBug toEdit() {
            var missing = EnumSet.allOf(BugCriterion.class);
            missing.removeAll(criteria);
            if (!missing.isEmpty()) throw ApiException.invalid("criteria", "criteria-missing", missing);
            if (fixVersion != null && ReleaseVersion.parse(fixVersion).isEmpty())
                throw ApiException.invalid("fixVersion", "no-version", "9.2");
            return new QualifyBug(bug.strip(), criteria.stream().sorted().toList(), reason.strip(), fixVersion);
        }
    }

    record EscalationRequest(@NotBlank @Size(max = FieldLimits.REASON) String reason) {}

    private final VisibleTickets tickets;
    private final EditTicket editTicket;
    private final RetypeTicket retypeTicket;
    private final SplitTicket splitTicket;
    private final Agents agents;
    private final Policies policies;
    private final TicketResponses responses;
    private final Clock clock;

    TicketEditController(VisibleTickets tickets, EditTicket editTicket, RetypeTicket retypeTicket, SplitTicket splitTicket,
            Agents agents, Policies policies, TicketResponses responses, Clock clock) {
        this.tickets = tickets;
        this.editTicket = editTicket;
        this.retypeTicket = retypeTicket;
        this.splitTicket = splitTicket;
        this.agents = agents;
        this.policies = policies;
        this.responses = responses;
        this.clock = clock;
    }

    @PutMapping("/status")
    @Operation(summary = "Change the status of a ticket")
    ResponseEntity<TicketResponse> changeTicketStatus(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody StatusRequest request) {
        return put(caller, ifMatch, number, request.toEdit(caller));
    }

    @PutMapping("/priority")
    @Staff
    @Operation(summary = "Change the priority of a ticket")
    ResponseEntity<TicketResponse> changeTicketPriority(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody PriorityRequest request) {
        return put(caller, ifMatch, number, new SetPriority(request.priority(), request.reason().strip()));
    }

    @PutMapping("/owner")
    @Staff
    @Operation(summary = "Change the owner of a ticket, who is the only one")
    ResponseEntity<TicketResponse> changeTicketOwner(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody OwnerRequest request) {
        agents.record(caller);
        var owner = agents.find(request.owner()).orElseThrow(() -> ApiException.invalid("owner", "unknown-agent"));
        return put(caller, ifMatch, number, new SetOwner(owner, request.reason()));
    }

    @PutMapping("/kind")
    @Staff
    @Operation(summary = "Change the kind of a ticket; 403 with the reasons if its contact is not entitled to the other kind")
    ResponseEntity<TicketResponse> changeTicketKind(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody KindRequest request) {
        var ticket = tickets.find(caller, number).state();
        var fields = retypeTicket.fields(ticket, request.kind(), request.effect(), FieldRule.values(request.fields()));
        retypeTicket.requireEntitled(ticket, request.kind());
        return put(caller, ifMatch, number, new SetKind(request.kind(), request.effect(), fields, request.reason().strip()));
    }

    @PostMapping("/interactions")
    @Staff
    @ApiResponse(responseCode = "201", description = "The interaction is recorded.", useReturnTypeSchema = true)
    @Operation(summary = "Record a remote session or a call with the customer")
    ResponseEntity<TicketResponse> recordInteraction(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @RequestBody InteractionRequest request) {
        return post(caller, key, number, request.toEdit(clock.instant()));
    }

    @PostMapping("/splits")
    @Staff
    @ApiResponse(responseCode = "201", description = "The new ticket.", useReturnTypeSchema = true)
    @Operation(summary = "Split a subordinate problem off into an incident of its own")
    ResponseEntity<TicketResponse> splitTicket(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @RequestBody SplitRequest request) {
        var ticket = tickets.find(caller, number);
        var split = splitTicket
                .handle(new SplitTicket.Command(ticket.id(), key.id(caller, "split/" + ticket.id()), request.subject().strip(),
                        request.messages().stream().distinct().toList(), VisibleTickets.author(caller, ticket.state())));
        return responses.create(HttpStatus.CREATED, split, caller);
    }

    @PutMapping("/qualified-bug")
    @Staff({Role.MANAGER, Role.ADMIN})
    @Operation(summary = "Qualify the bug that causes a ticket, which raises the priority of its resolution")
    ResponseEntity<TicketResponse> qualifyBug(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Valid @RequestBody BugRequest request) {
        return put(caller, ifMatch, number, request.toEdit());
    }

    @DeleteMapping("/qualified-bug")
    @Staff({Role.MANAGER, Role.ADMIN})
    @Operation(summary = "Withdraw the qualification of a bug")
    ResponseEntity<TicketResponse> disqualifyBug(Caller caller, IfMatch ifMatch, @PathVariable String number,
            @Parameter(description = "Why it is withdrawn") @RequestParam @NotBlank @Size(max = FieldLimits.REASON) String reason) {
        return put(caller, ifMatch, number, new DisqualifyBug(reason.strip()));
    }

    @PostMapping("/escalations")
    @Callers(value = {Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR}, staff = {})
    @ApiResponse(responseCode = "201", description = "The escalation is recorded.", useReturnTypeSchema = true)
    @Operation(summary = "Escalate a ticket to the managers of the vendor")
    ResponseEntity<TicketResponse> escalateTicket(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @RequestBody EscalationRequest request) {
        if (caller.isStaff()) throw new ForbiddenException();
        return post(caller, key, number, new Escalate(request.reason().strip()));
    }

    private ResponseEntity<TicketResponse> put(Caller caller, IfMatch ifMatch, String number, TicketEdit edit) {
        var ticket = tickets.find(caller, number);
        var changed = editTicket.handle(new EditTicket.Command(ticket.id(), edit, VisibleTickets.author(caller, ticket.state()),
                ifMatch.version(), null));
        return responses.create(HttpStatus.OK, changed, caller);
    }

    private ResponseEntity<TicketResponse> post(Caller caller, IdempotencyKey key, String number, TicketEdit edit) {
        var ticket = tickets.find(caller, number);
        var changed = editTicket.handle(new EditTicket.Command(ticket.id(), edit, VisibleTickets.author(caller, ticket.state()),
                null, key.id(caller, edit.code() + "/" + ticket.id())));
        return responses.create(HttpStatus.CREATED, changed, caller);
    }
}
