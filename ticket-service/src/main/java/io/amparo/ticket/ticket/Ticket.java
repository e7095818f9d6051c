package io.amparo.ticket.ticket;

import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.Promise;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.platform.store.Change;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.ticket.TimelineEntry.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ticket aggregate with its timeline (R1). Each command returns the new state and its domain events; the aggregate has no
 * access to a clock or a store.
 *
 * @param openedAt when it was registered; the SLA clocks start here
 * @param promise the SLA definition quoted with the number (R1.3); null if there was no quote
 */
record Ticket(String id, String number, String customerId, String customerName, Person contact, Content content,
        Priority priority, Status status, Instant openedAt, @Nullable EntitlementGrant grant, @Nullable Sla promise,
        List<TimelineEntry> timeline, Instant updatedAt) {

    /** A contact or an agent; {@code language} is a BCP 47 tag. */
    record Person(String email, String name, String language) {}

    /** Content of the request that opened the ticket. */
    record Content(Kind kind, String subject, String description, String product, String version, @Nullable String environment,
            @Nullable Effect effect, Level impact, Level urgency, @Nullable String evidence, List<String> selfHelp) {}

    /** The granted entitlement: its source (EDITION, PACKAGE or HOURS), the clause of the policy and the warning codes. */
    record EntitlementGrant(String via, @Nullable String clause, List<String> warnings) {}

    Ticket {
        timeline = List.copyOf(timeline);
    }

    static Change<Ticket, TicketEvent> open(String id, String number, String customerId, String customerName, Person contact,
            Content content, EntitlementGrant grant, @Nullable Sla promise, Instant now) {
        var ticket = new Ticket(id, number, customerId, customerName, contact, content,
                Priority.of(content.impact(), content.urgency()), Status.OPEN, now, grant, promise, List.of(), now);
        return Change.of(ticket, List.of(ticket.openedEvent()));
    }

    /** Registers a ticket before its entitlement decision. */
    static Change<Ticket, TicketEvent> receive(String id, String number, String customerId, String customerName, Person contact,
            Content content, Instant now) {
        var ticket = new Ticket(id, number, customerId, customerName, contact, content,
                Priority.of(content.impact(), content.urgency()), Status.RECEIVED, now, null, null, List.of(), now);
        return Change.of(ticket, List.of(new TicketReceived(id, number, customerId, toEventPerson(contact), content.kind().name(),
                ticket.priority.name(), content.product(), content.version(), content.subject(), now)));
    }

    /** Opens a received ticket after a positive decision; a repeated decision changes nothing. */
    Change<Ticket, TicketEvent> grantEntitlement(EntitlementGrant newGrant, Instant now) {
        if (status != Status.RECEIVED) return Change.of(this, List.of());
        var ticket = new Ticket(id, number, customerId, customerName, contact, content, priority, Status.OPEN, openedAt, newGrant,
                promise, timeline, now);
        return Change.of(ticket, List.of(ticket.openedEvent()));
    }

    Change<Ticket, TicketEvent> refuse(String code, Instant now) {
        if (status != Status.RECEIVED) return Change.of(this, List.of());
        var entry = TimelineEntry.status(number + "/refused", now, "entitlement-service", Direction.TO_CUSTOMER, status,
                Status.REFUSED, code);
        return Change.of(with(Status.REFUSED, entry, now),
                List.of(new TicketRefused(id, number, customerId, toEventPerson(contact), content.subject(), code, now)));
    }

    private TicketOpened openedEvent() {
        var definition = promise == null
                ? null
                : new SlaDefinition(promise.plan(), promise.planVersion(), promise.calendar(), promise.zone(),
                        promise.objectives().stream()
                                .map(objective -> new Promise(objective.metric(), objective.budget(), objective.dueAt()))
                                .toList());
        return new TicketOpened(id, number, customerId, customerName, toEventPerson(contact), content.kind().name(),
                priority.name(), content.product(), content.version(), content.subject(), openedAt,
                grant == null ? "" : grant.via(), definition);
    }

    /** Adds a message from the vendor to the customer (R1.4). */
    Change<Ticket, TicketEvent> publicReply(String messageId, Person agent, String body, Instant now) {
        var entry = TimelineEntry.message(messageId, now, agent.email(), agent.name(), Direction.TO_CUSTOMER, body);
        return Change.of(with(status, entry, now), List.of(new PublicReplySent(id, number, customerId, messageId,
                toEventPerson(agent), toEventPerson(contact), content.subject(), body, now)));
    }

    /** Adds an internal note of the vendor; its text is in no event and in no response to a customer (R1.4). */
    Change<Ticket, TicketEvent> internalNote(String messageId, Person agent, String body, Instant now) {
        var entry = TimelineEntry.message(messageId, now, agent.email(), agent.name(), Direction.INTERNAL, body);
        return Change.of(with(status, entry, now),
                List.of(new InternalNoteAdded(id, number, customerId, messageId, toEventPerson(agent), now)));
    }

    /** Adds a message from the customer to the vendor (R1.4); it ends WAITING_CUSTOMER and reopens a resolved ticket. */
    Change<Ticket, TicketEvent> customerReply(String messageId, Person person, String body, Instant now) {
        var replied = with(status,
                TimelineEntry.message(messageId, now, person.email(), person.name(), Direction.TO_VENDOR, body), now);
        var events = new ArrayList<TicketEvent>(
                List.of(new CustomerReplied(id, number, customerId, messageId, toEventPerson(person), now)));
        if (status != Status.WAITING_CUSTOMER && status != Status.RESOLVED) return Change.of(replied, events);
        var resumed = replied.changeStatus(messageId + "/status", Status.IN_PROGRESS, person, Direction.TO_VENDOR, null, now);
        events.addAll(resumed.events());
        return Change.of(resumed.state(), events);
    }

    /** Changes the status; {@link Status} defines the allowed transitions, and the caller checks them. */
    Change<Ticket, TicketEvent> changeStatus(String entryId, Status to, Person by, Direction direction, @Nullable String reason,
            Instant now) {
        var entry = TimelineEntry.status(entryId, now, by.email(), direction, status, to, reason);
        var events = new ArrayList<TicketEvent>(
                List.of(new StatusChanged(id, number, customerId, status.name(), to.name(), by.email(), reason, now)));
        if (to == Status.RESOLVED)
            events.add(new TicketResolved(id, number, customerId, toEventPerson(contact), content.subject(), now));
        else if (to == Status.CLOSED)
            events.add(new TicketClosed(id, number, customerId, by.email(), now));
        else if (status == Status.RESOLVED) events.add(new TicketReopened(id, number, customerId, by.email(), reason, now));
        return Change.of(with(to, entry, now), events);
    }

    private Ticket with(Status next, TimelineEntry entry, Instant now) {
        var entries = new ArrayList<>(timeline);
        entries.add(entry);
        return new Ticket(id, number, customerId, customerName, contact, content, priority, next, openedAt, grant, promise,
                entries, now);
    }

    private static TicketEvent.Person toEventPerson(Person person) {
        return new TicketEvent.Person(person.email(), person.name(), person.language());
    }
}
