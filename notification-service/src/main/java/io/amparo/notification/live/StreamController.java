package io.amparo.notification.live;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.amparo.notification.delivery.RelatedResource;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ContactAccess;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.security.NamedContact;
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

/** The live stream of the own inbox; a named contact also receives the ticket changes of the own company (R1.4). */
@RestController
class StreamController {
    private static final String DESCRIPTION = "Server-sent events: NOTIFICATION_ADDED for each new notice in the own inbox, and for a named "
            + "contact one for each change of a ticket of the own company that its contacts may see, its kind as the event's name; a heartbeat "
            + "every 15 seconds. There is no text and no person in it: read what `href` names. "
            + "Last-Event-ID resumes after that event, also after the id of a heartbeat. If it is not kept (more than 5,000 changes of all "
            + "people ago, or from before the start of this instance), the first event is RESET, without an id: changes are lost, read tickets "
            + "and notifications again. Open the stream, then read them: nothing is lost between. An event may be received twice, with the same id. "
            + "`for` (ISO 8601, at most one day) limits the stream's duration; it ends when the token expires, and within 15 seconds when "
            + "the person becomes a contact or is one no longer. A person has five streams; a sixth ends the oldest.";

    @Schema(description = "A change that the reader may see; read what `href` names for its new state")
    record LiveUpdateResponse(
            @Schema(description = "Id of the change and of the server-sent event", example = "4f0c/7/0") String id,
            @Schema(description = "What has changed; also the name of the server-sent event") LiveUpdate.Kind kind,
            @Schema(description = "What the change is about: of a ticket `label` is its number") RelatedResource about,
            @Schema(description = "Path of what has changed", example = "/api/v1/tickets/T-2026-000123") String href,
            Instant at) {
        static LiveUpdateResponse of(LiveUpdate update) {
            return new LiveUpdateResponse(update.id(), update.kind(), update.about(), update.path(), update.at());
        }
    }

    private final EventStream<LiveUpdate> updates;
    private final ContactAccess contacts;
    private final TokenCheck tokens;
    private final Clock clock;

    StreamController(EventStream<LiveUpdate> updates, ContactAccess contacts, TokenCheck tokens, Clock clock) {
        this.updates = updates;
        this.contacts = contacts;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Streams updates with a heartbeat. {@code Last-Event-ID} resumes; {@code for} (ISO 8601) limits the duration. */
    @GetMapping(path = "/api/v1/notifications/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Callers(value = Callers.PERSON, staff = {})
    @Operation(summary = "The own notifications and the changes of the own company's tickets, live", description = DESCRIPTION)
    @ApiResponse(responseCode = "200", description = "A stream of LiveUpdateResponse objects.", content = @Content(mediaType = MediaType.TEXT_EVENT_STREAM_VALUE, schema = @Schema(implementation = LiveUpdateResponse.class)))
    SseEmitter streamUpdates(Caller caller, @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            @RequestParam(name = "for", required = false) @Nullable Duration duration, JwtAuthenticationToken authentication) {
        var email = caller.email();
        if (email == null) throw new ForbiddenException();
        return updates
                .open(new Reader<>(caller.person(), lastEventId,
                        StreamDuration.of(duration, authentication.getToken(), clock.instant()),
                        update -> update.isVisibleTo(caller),
                        () -> tokens.isValid(authentication.getToken())
                                && isSamePerson(caller, email, authentication.getToken().getTokenValue()),
                        LiveUpdateResponse::of));
    }

    /** The companies of a contact decide what the stream has; staff are no contacts. */
    private boolean isSamePerson(Caller caller, String email, String token) {
        return !caller.roles().isEmpty() || contacts.find(email, token).map(NamedContact::companies).map(StreamController::ids)
                .orElse(Set.of()).equals(ids(caller.companies()));
    }

    private static Set<String> ids(List<Company> companies) {
        return companies.stream().map(Company::id).collect(toUnmodifiableSet());
    }
}
