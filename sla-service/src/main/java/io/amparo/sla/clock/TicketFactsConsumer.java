package io.amparo.sla.clock;

import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.sla.clock.Fact.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What clocks hear of a ticket's life; here the tickets' vocabulary ends. */
public final class TicketFactsConsumer {
    /** What is known from the opening is known under one cause, whoever told it first. */
    static final String OPENING = "opening";

    /** The ledger with which a ticket begins, where this event opens one. */
    public static Optional<Ledger> opened(Event event) {
        if (!(event.data() instanceof TicketOpened opened)) return Optional.empty();
        var ledger = opening(opened.ticketId(), opened.number(), opened.customerId(), opened.subject(), opened.kind(),
                opened.priority(),
                opened.openedAt());
        var sla = opened.sla();
        return Optional.of(sla == null ? ledger : ledger.with(promised(sla.plan(), sla.planVersion(), opened.openedAt())));
    }

    public static Ledger opening(String ticketId, String number, String customerId, String subject, String kind, String priority,
            Instant at) {
        return new Ledger(ticketId, number, customerId, subject, List.of(new Fact(OPENING, at, What.OPENED, kind),
                new Fact(OPENING, at, What.PRIORITY, priority)));
    }

    /** The plan counts from the opening on, whenever it becomes known. */
    public static Fact promised(String plan, int version, Instant openedAt) {
        return new Fact(OPENING, openedAt, What.PLAN, plan + "/" + version);
    }

    /** What this event adds to the ledger of its ticket. */
    public static List<Fact> facts(Event event) {
        if (!(event.data() instanceof TicketEvent told)) return List.of();
        var facts = new ArrayList<Fact>();
        switch (told) {
            case PublicReplySent reply -> facts.add(fact(event, reply.sentAt(), What.REPLIED, reply.agent().email()));
            case StatusChanged changed -> facts.add(fact(event, changed.changedAt(), What.STATUS, changed.to()));
            case PriorityChanged changed -> facts.add(fact(event, changed.changedAt(), What.PRIORITY, changed.to()));
            case TicketRefused refused -> facts.add(fact(event, refused.refusedAt(), What.STATUS, "REFUSED"));
            case TicketResolved resolved -> facts.add(fact(event, resolved.resolvedAt(), What.STATUS, "RESOLVED"));
            case TicketClosed closed -> facts.add(fact(event, closed.closedAt(), What.STATUS, "CLOSED"));
            default -> { /* no clock depends on it; what a ticket is opened again to, StatusChanged tells */ }
        }
        return facts;
    }

    private static Fact fact(Event event, Instant at, What what, String value) {
        return new Fact(event.cause(), at, what, value);
    }

    private TicketFactsConsumer() {}
}
