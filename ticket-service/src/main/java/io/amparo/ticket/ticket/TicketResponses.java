package io.amparo.ticket.ticket;

import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Action;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.state.TicketStates;
import io.amparo.ticket.ticket.TicketResponse.NoClocksResponse;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Creates the response that shows a ticket with its clocks, newest timeline entries and actions, and its ETag. */
@Adapter
final class TicketResponses {
    private static final int TIMELINE_SIZE = 50;

    private final TicketStates states;
    private final TimelineEntries timelineEntries;
    private final TicketAttachments attachments;
    private final MessageSource texts;
    private final JsonMapper json;
    private final Clock clock;

    TicketResponses(TicketStates states, TimelineEntries timelineEntries, TicketAttachments attachments, MessageSource texts,
            JsonMapper json, Clock clock) {
        this.states = states;
        this.timelineEntries = timelineEntries;
        this.attachments = attachments;
        this.texts = texts;
        this.json = json;
        this.clock = clock;
    }

    ResponseEntity<TicketResponse> create(HttpStatus status, Versioned<Ticket> ticket, Caller caller) {
        return create(status, ticket, clocks(ticket), caller);
    }

    /** Returns the clocks of a ticket; null until they are assigned. */
    @Nullable
    Sla clocks(Versioned<Ticket> ticket) {
        return states.findSla(ticket.id()).orElse(null);
    }

    /** @param sla the clocks; null if they are not assigned yet, as for a new ticket */
    ResponseEntity<TicketResponse> create(HttpStatus status, Versioned<Ticket> ticket, @Nullable Sla sla, Caller caller) {
        var state = ticket.state();
        var newest = new Page.Request(null, TIMELINE_SIZE, TicketPaths.messages(state.number()))
                .of(timelineEntries.page(state, caller.isStaff(), null, TIMELINE_SIZE + 1), MessageController.cursor(caller));
        var actions = caller.mayWrite()
                ? TicketActions.of(state, VisibleTickets.author(caller, state), clock.instant(), this::problemTitle)
                : List.<Action>of();
        var links = state.handling().links().stream().filter(link -> VisibleTickets.mayRead(caller, link.customerId())).toList();
        var noClocks = NoClocks.of(state, sla);
        var body = TicketResponse.of(state, links, definition(state, sla),
                noClocks == null ? null : new NoClocksResponse(noClocks, text("noClocks." + noClocks)), newest,
                attachments.visible(state, caller.isStaff()), actions, caller.isStaff());
        var response = ResponseEntity.status(status).eTag(IfMatch.etag(ticket.version(), json.writeValueAsString(body)));
        if (status != HttpStatus.OK) response.location(URI.create(TicketPaths.ticket(state.number())));
        return response.body(body);
    }

    private @Nullable SlaResponse definition(Ticket ticket, @Nullable Sla assigned) {
        var shown = assigned == null ? ticket.validPromise() : assigned;
        return shown == null ? null : SlaResponse.of(shown, this::text);
    }

    private String problemTitle(String code) {
        return text("problem." + code);
    }

    private String text(String key, Object... arguments) {
        return texts.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }
}
