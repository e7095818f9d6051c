package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.ticket.Severity.Effect;
import io.amparo.ticket.ticket.Severity.Level;
import io.amparo.ticket.ticket.Timeline.Detail.Message;
import io.amparo.ticket.ticket.Timeline.Detail.StatusChange;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A ticket as this caller may see it; a response to a customer contains no internal entries. */
record TicketResponse(String number, Kind kind, Status status, Priority priority, Customer customer, Person contact,
        String product, String version, String subject, String description, @Nullable String environment, @Nullable Effect effect,
        Level impact, Level urgency, @Nullable String evidence, Instant openedAt, Instant updatedAt,
        @Nullable EntitlementResponse entitlement, @Nullable Sla sla, List<TimelineEntryResponse> timeline, List<String> links,
        List<String> attachments, List<String> actions) {

    record Customer(String id, String name) {}

    record Person(String email, String name) {}

    record EntitlementResponse(String decision, String via, @Nullable String clause, List<String> warnings) {}

    record TimelineEntryResponse(String id, Instant at, Person by, Direction direction, Visibility visibility, EntryType type,
            @Nullable String body, @Nullable String from, @Nullable String to, @Nullable String reason) {}

    enum EntryType { MESSAGE, STATUS }

    /** Audience of a timeline entry. */
    enum Visibility { PUBLIC, INTERNAL }

    /** A ticket in a list; {@code next} is the running clock that is due first. */
    record SummaryResponse(String number, Kind kind, Status status, Priority priority, Customer customer, String product,
            String version, String subject, Instant openedAt, Instant updatedAt, Sla.@Nullable Objective next) {}

    static TicketResponse of(Ticket ticket, @Nullable Sla sla, Caller caller) {
        var contact = ticket.requester().contact();
        var content = ticket.content();
        var product = content.product();
        var severity = content.severity();
        var grant = ticket.grant();
        var timeline = ticket.timeline();
        return new TicketResponse(ticket.number(), content.kind(), ticket.status(), ticket.priority(), customer(ticket),
                new Person(contact.email(), contact.name()), product.id(), product.version(), content.subject(),
                content.description(), product.environment(), severity.effect(), severity.impact(), severity.urgency(),
                content.evidence(), timeline.openedAt(), timeline.updatedAt(),
                grant == null ? null : new EntitlementResponse("GRANTED", grant.via(), grant.clause(), grant.warnings()),
                sla == null ? ticket.promise() : sla, timeline.entries().stream()
                        .filter(entry -> caller.isStaff() || !entry.isInternal()).map(TicketResponse::toEntryResponse).toList(),
                List.of(), List.of(), actions(ticket, caller));
    }

    static SummaryResponse summary(Ticket ticket, @Nullable Sla sla) {
        var content = ticket.content();
        var product = content.product();
        return new SummaryResponse(ticket.number(), content.kind(), ticket.status(), ticket.priority(), customer(ticket),
                product.id(), product.version(), content.subject(), ticket.timeline().openedAt(), ticket.timeline().updatedAt(),
                sla == null ? null : sla.nextDue().orElse(null));
    }

    private static Customer customer(Ticket ticket) {
        return new Customer(ticket.requester().customerId(), ticket.requester().customerName());
    }

    private static TimelineEntryResponse toEntryResponse(Entry entry) {
        var by = new Person(entry.by(), entry.name());
        var visibility = entry.isInternal() ? Visibility.INTERNAL : Visibility.PUBLIC;
        return switch (entry.detail()) {
            case Message(var body) -> new TimelineEntryResponse(entry.id(), entry.at(), by, entry.direction(), visibility,
                    EntryType.MESSAGE, body, null, null, null);
            case StatusChange(var from, var to, var reason) -> new TimelineEntryResponse(entry.id(), entry.at(), by,
                    entry.direction(), visibility, EntryType.STATUS, null, from.name(), to.name(), reason);
        };
    }

    /** Returns the actions that this caller may perform now, so that a front end needs no rules. */
    private static List<String> actions(Ticket ticket, Caller caller) {
        var actions = new ArrayList<String>();
        if (ticket.status().acceptsMessages()) actions.add("REPLY");
        if (caller.isStaff()) {
            if (ticket.status().acceptsMessages()) actions.add("NOTE");
            if (!ticket.status().vendorTransitions().isEmpty()) actions.add("SET_STATUS");
            if (ticket.status().vendorTransitions().contains(Status.RESOLVED)) actions.add("RESOLVE");
        } else if (ticket.status().customerTransitions().contains(Status.OPEN)) actions.addAll(List.of("REOPEN", "CLOSE"));
        return actions;
    }
}
