package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.amparo.ticket.ticket.TimelineEntries.StoredEntry;
import io.amparo.ticket.ticket.TimelineEntryResponse.Visibility;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** HTTP API of a ticket's timeline. A customer never sees internal entries, not even by a gap in their positions (R1.4). */
@RestController
@RequestMapping("/api/v1/tickets/{number}/messages")
@Callers({Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR})
class MessageController {

    record MessageRequest(@NotBlank @Size(max = FieldLimits.MESSAGE_BODY) String body, @NotNull Visibility visibility) {}

    private final VisibleTickets tickets;
    private final TimelineEntries timelineEntries;
    private final PostMessage postMessage;

    MessageController(VisibleTickets tickets, TimelineEntries timelineEntries, PostMessage postMessage) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.postMessage = postMessage;
    }

    /** Returns the timeline, newest first; long messages only with their beginning. */
    @GetMapping
    @Operation(summary = "List the messages and status changes of a ticket, newest first")
    Page<TimelineEntryResponse> listMessages(Caller caller, @PathVariable String number,
            @Valid @ParameterObject Page.Request page) {
        var ticket = tickets.find(caller, number).state();
        var found = timelineEntries.page(ticket, caller.isStaff(), position(page.after()), page.limit() + 1);
        return page.of(found, cursor(caller)).map(entry -> TimelineEntryResponse.of(number, entry, caller.isStaff()).withHtml());
    }

    /** Returns the cursor of an entry: its position among the entries that the caller sees. */
    static Function<StoredEntry, String> cursor(Caller caller) {
        return stored -> Integer.toString(caller.isStaff() ? stored.entry().position() : stored.entry().publicPosition());
    }

    private static @Nullable Integer position(@Nullable String cursor) {
        try {
            return cursor == null ? null : Integer.valueOf(cursor);
        } catch (NumberFormatException e) {
            throw ApiException.invalid("cursor", "malformed");
        }
    }

    /** Returns a message with its whole text. */
    @GetMapping("/{id}")
    @Operation(summary = "Read a message with its whole text")
    TimelineEntryResponse getMessage(Caller caller, @PathVariable String number, @PathVariable String id) {
        var ticket = tickets.find(caller, number).state();
        timelineEntries.storePositions(ticket);
        return timelineEntries.findMessage(ticket.id(), id).filter(found -> caller.isStaff() || !found.entry().isInternal())
                .map(found -> TimelineEntryResponse.of(number, found, caller.isStaff()).withHtml())
                .orElseThrow(ApiException::notFound);
    }

    @PostMapping
    @Operation(summary = "Post a message or an internal note")
    @ApiResponse(responseCode = "201", description = "The message is posted.", useReturnTypeSchema = true, headers = @Header(name = "ETag", ref = "#/components/headers/ETag"))
    ResponseEntity<TimelineEntryResponse> postMessage(Caller caller, IdempotencyKey key, @PathVariable String number,
            @Valid @RequestBody MessageRequest request) {
        var ticket = tickets.find(caller, number);
        var internal = request.visibility() == Visibility.INTERNAL;
        if (internal && !caller.isStaff()) throw new ForbiddenException();
        var direction = internal ? Direction.INTERNAL : caller.isStaff() ? Direction.TO_CUSTOMER : Direction.TO_VENDOR;
        var posted = postMessage.handle(new PostMessage.Command(ticket.id(), key.id(caller, "message/" + ticket.id()),
                VisibleTickets.person(caller, ticket.state()), direction, request.body()));
        return ResponseEntity.created(URI.create(TicketPaths.message(number, posted.message().entry().id())))
                .eTag(IfMatch.etag(posted.ticket().version()))
                .body(TimelineEntryResponse.of(number, posted.message(), caller.isStaff()).withHtml());
    }
}
