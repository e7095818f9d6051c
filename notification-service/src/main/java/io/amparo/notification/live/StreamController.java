package io.amparo.notification.live;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.amparo.notification.delivery.RelatedResource;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ContactAccess;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.TokenCheck;
import io.amparo.platform.stream.EventStream;
import io.amparo.platform.stream.Reader;
import io.amparo.platform.stream.StreamDuration;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The live stream of ticket changes: a named contact receives those of the own company (R1.4). */
@RestController
class StreamController {
    private static final String DESCRIPTION = "Server-sent events, one for each change of a ticket of the own company that its contacts may "
            + "see, its kind as the event's name; a heartbeat every 15 seconds. There is no text and no person in it: read the ticket. "
            + "Last-Event-ID resumes after that event, also after the id of a heartbeat. If it is not kept (more than 5,000 changes of all "
            + "companies ago, or from before the start of this instance), the first event is RESET, without an id: changes are lost, read the "
            + "tickets again. Open the stream, then read the tickets: nothing is lost between. An event may be received twice, with the same id. "
            + "`for` (ISO 8601, at most one day) limits the stream's duration; it ends when the token expires, and within 15 seconds when "
            + "the person is no longer a contact. A person has five streams; a sixth ends the oldest.";

    @Schema(description = "A change of a ticket of the own company; read the ticket for its new state")
    record TicketUpdateResponse(
            @Schema(description = "Id of the change and of the server-sent event", example = "4f0c/7/0") String id,
            @Schema(description = "What has changed; also the name of the server-sent event") TicketUpdate.Kind kind,
            @Schema(description = "The ticket: `label` is its number") RelatedResource about,
            @Schema(description = "Path of the ticket", example = "/api/v1/tickets/T-2026-000123") String href, Instant at) {
        static TicketUpdateResponse of(TicketUpdate update) {
            return new TicketUpdateResponse(update.id(), update.kind(), update.about(),
                    "/api/v1/tickets/" + update.about().label(), update.at());
        }
    }

    private final EventStream<TicketUpdate> updates;
    private final ContactAccess contacts;
    private final TokenCheck tokens;
    private final Clock clock;

    StreamController(EventStream<TicketUpdate> updates, ContactAccess contacts, TokenCheck tokens, Clock clock) {
        this.updates = updates;
        this.contacts = contacts;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Streams updates with a heartbeat. {@code Last-Event-ID} resumes; {@code for} (ISO 8601) limits the duration. */
    @GetMapping(path = "/api/v1/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Callers(value = {Callers.CONTACT, Callers.CONTRACT_ADMINISTRATOR}, staff = {})
    @Operation(summary = "The changes of the own company's tickets, live", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", description = "A stream of TicketUpdateResponse objects.", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(implementation = TicketUpdateResponse.class)))
    SseEmitter streamTicketUpdates(Caller caller,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(name = "for", required = false) @Nullable Duration duration, JwtAuthenticationToken authentication) {
        var email = caller.email();
        if (email == null || caller.companies().isEmpty()) throw new ForbiddenException();
        return updates.open(new Reader<>(caller.person(), lastEventId,
                StreamDuration.of(duration, authentication.getToken(), clock.instant()),
                update -> caller.isContactOf(update.customerId()),
                () -> tokens.isValid(authentication.getToken()) && contacts.find(email, authentication.getToken().getTokenValue())
                        .filter(now -> ids(now.companies()).equals(ids(caller.companies()))).isPresent(),
                TicketUpdateResponse::of));
    }

    private static Set<String> ids(List<Company> companies) {
        return companies.stream().map(Company::id).collect(toUnmodifiableSet());
    }
}
