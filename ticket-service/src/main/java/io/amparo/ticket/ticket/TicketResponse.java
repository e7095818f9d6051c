package io.amparo.ticket.ticket;

import io.amparo.platform.security.Caller;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.ticket.TimelineEntry.Direction;
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

    record TimelineEntryResponse(String id, Instant at, Person by, Direction direction, Visibility visibility,
            TimelineEntry.Type type, @Nullable String body, @Nullable String from, @Nullable String to,
            @Nullable String reason) {}

    /** Audience of a timeline entry. */
    enum Visibility { PUBLIC, INTERNAL }

    /** A ticket in a list; {@code next} is the running clock that is due first. */
    record SummaryResponse(String number, Kind kind, Status status, Priority priority, Customer customer, String product,
            String version, String subject, Instant openedAt, Instant updatedAt, Sla.@Nullable Objective next) {}

    static TicketResponse of(Ticket ticket, @Nullable Sla sla, Caller caller) {
        var content = ticket.content();
        var grant = ticket.grant();
        return new TicketResponse(ticket.number(), content.kind(), ticket.status(), ticket.priority(),
                new Customer(ticket.customerId(), ticket.customerName()),
                new Person(ticket.contact().email(), ticket.contact().name()), content.product(), content.version(),
                content.subject(), content.description(), content.environment(), content.effect(), content.impact(),
                content.urgency(), content.evidence(), ticket.openedAt(), ticket.updatedAt(),
                grant == null ? null : new EntitlementResponse("GRANTED", grant.via(), grant.clause(), grant.warnings()),
                sla == null ? ticket.promise() : sla, ticket.timeline().stream()
                        .filter(entry -> caller.isStaff() || !entry.isInternal()).map(TicketResponse::toEntryResponse).toList(),
                List.of(), List.of(), actions(ticket, caller));
    }

    static SummaryResponse summary(Ticket ticket, @Nullable Sla sla) {
        var content = ticket.content();
        return new SummaryResponse(ticket.number(), content.kind(), ticket.status(), ticket.priority(),
                new Customer(ticket.customerId(), ticket.customerName()), content.product(), content.version(), content.subject(),
                ticket.openedAt(), ticket.updatedAt(), sla == null ? null : sla.nextDue().orElse(null));
    }

    private static TimelineEntryResponse toEntryResponse(TimelineEntry entry) {
        return new TimelineEntryResponse(entry.id(), entry.at(), new Person(entry.by(), entry.name()), entry.direction(),
                entry.isInternal() ? Visibility.INTERNAL : Visibility.PUBLIC, entry.type(), entry.body(), entry.from(),
                entry.to(), entry.reason());
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
