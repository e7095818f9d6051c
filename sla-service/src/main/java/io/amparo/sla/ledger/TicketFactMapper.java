package io.amparo.sla.ledger;

import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.BugDisqualified;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.FixDelivered;
import io.amparo.events.ticket.TicketEvent.KindChanged;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import io.amparo.platform.ReadsEvents;
import io.amparo.sla.clock.TicketState;
import io.amparo.sla.ledger.Fact.What;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps ticket events to facts. No other class of the engine depends on the vocabulary of tickets. */
@ReadsEvents
public final class TicketFactMapper {
    /** Cause of all facts of the opening, regardless of the event that reports them first. */
    public static final String OPENING_CAUSE = "opening";

    /** Returns the first ledger of a ticket if the event opens one. */
    public static Optional<Ledger> openedLedger(Event event) {
        if (!(event.data() instanceof TicketOpened opened)) return Optional.empty();
        var ledger = newLedger(opened.ticketId(), opened.number(), opened.customerId(), opened.subject(), opened.kind(),
                opened.priority(), opened.openedAt()).with(productFact(opened.product(), opened.openedAt()));
        var sla = opened.sla();
        return Optional.of(sla == null ? ledger : ledger.with(planFact(sla.plan(), sla.planVersion(), opened.openedAt())));
    }

    public static Ledger newLedger(String ticketId, String number, String customerId, String subject, String kind,
            String priority, Instant at) {
        return new Ledger(ticketId, number, customerId, subject,
                List.of(new Fact(OPENING_CAUSE, at, What.OPENED, kind), new Fact(OPENING_CAUSE, at, What.PRIORITY, priority)));
    }

    /** Returns the fact of the product; empty for none. */
    public static Fact productFact(String product, Instant openedAt) {
        return new Fact(OPENING_CAUSE, openedAt, What.PRODUCT, product);
    }

    /** Returns the fact of the plan, which applies from the opening on even if it becomes known later. */
    public static Fact planFact(String plan, int version, Instant openedAt) {
        return new Fact(OPENING_CAUSE, openedAt, What.PLAN, plan + "/" + version);
    }

    /** Returns the fact of the plan that the contract names at the opening. */
    public static Fact contractFact(String plan, Instant openedAt) {
        return new Fact(OPENING_CAUSE, openedAt, What.CONTRACT, plan);
    }

    /** Returns the fact of the time zone data version, which applies from the opening on. */
    public static Fact tzdataFact(String tzdata, Instant openedAt) {
        return new Fact(OPENING_CAUSE, openedAt, What.TZDATA, tzdata);
    }

    /**
     * Returns the facts that an event adds to the ledger of its ticket. The new ticket of a split has an opening event of its own
     * (R5.5).
     */
    public static List<Fact> facts(Event event) {
        if (!(event.data() instanceof TicketEvent ticketEvent)) return List.of();
        var fact = switch (ticketEvent) {
            case PublicReplySent it -> fact(event, it.sentAt(), What.REPLIED, it.agent().email(), it.agent().email(), null);
            case CustomerReplied it -> fact(event, it.repliedAt(), What.ASKED, it.messageId(), it.contact().email(), null);
            case StatusChanged it -> fact(event, it.changedAt(), What.STATUS, it.to(), it.by(), it.reason());
            case PriorityChanged it -> fact(event, it.changedAt(), What.PRIORITY, it.to(), it.by(), it.reason());
            case KindChanged it -> fact(event, it.changedAt(), What.KIND, it.to(), it.by(), it.reason());
            case TicketRefused it -> fact(event, it.refusedAt(), What.STATUS, "REFUSED", null, it.reason());
            case TicketDeclined it -> fact(event, it.declinedAt(), What.STATUS, "DECLINED", it.by(), it.reason());
            case TicketResolved it -> fact(event, it.resolvedAt(), What.STATUS, "RESOLVED", null, null);
            case TicketReopened it -> fact(event, it.reopenedAt(), What.STATUS, TicketState.REOPENED, it.by(), it.reason());
            case TicketClosed it -> fact(event, it.closedAt(), What.STATUS, "CLOSED", it.by(), null);
            case BugQualified it -> fact(event, it.qualifiedAt(), What.BUG, it.bug(), it.by(), it.reason());
            case BugDisqualified it -> fact(event, it.disqualifiedAt(), What.BUG, "", it.by(), it.reason());
            case TicketSplit it -> fact(event, it.splitAt(), What.SPLIT, String.join(" ", it.messageIds()), it.by(), null);
            case FixDelivered it -> fact(event, it.deliveredAt(), What.FIXED, it.release(), null, null);
            default -> null;
        };
        return fact == null ? List.of() : List.of(fact);
    }

    private static Fact fact(Event event, Instant at, What what, String value, @Nullable String by, @Nullable String reason) {
        return new Fact(event.cause(), at, what, value, by, reason);
    }

    private TicketFactMapper() {}
}
