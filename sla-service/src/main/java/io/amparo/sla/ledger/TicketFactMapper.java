package io.amparo.sla.ledger;

import static java.util.Objects.requireNonNull;

import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.BugDisqualified;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.events.ticket.TicketEvent.TicketSplit;
import io.amparo.platform.ReadsEvents;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFact.CustomerAsked;
import io.amparo.sla.ledger.TicketFact.FixDelivered;
import io.amparo.sla.ledger.TicketFact.KindChanged;
import io.amparo.sla.ledger.TicketFact.MessagesSplit;
import io.amparo.sla.ledger.TicketFact.Opened;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.PriorityChanged;
import io.amparo.sla.ledger.TicketFact.ProductNamed;
import io.amparo.sla.ledger.TicketFact.QualifiedBugChanged;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.ledger.TicketFact.VendorReplied;
import io.amparo.sla.plan.PlanVersion;
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
        return Optional.of(
                sla == null ? ledger : ledger.with(planFact(new PlanVersion(sla.plan(), sla.planVersion()), opened.openedAt())));
    }

    public static Ledger newLedger(String ticketId, String number, String customerId, String subject, String kind,
            String priority, Instant at) {
        return new Ledger(ticketId, number, customerId, subject, List.of(new Opened(openingOrigin(at), required(kind)),
                new PriorityChanged(openingOrigin(at), required(priority))));
    }

    /** Returns the origin of all facts of the opening, regardless of the event that reports them first. */
    public static Origin openingOrigin(Instant openedAt) {
        return new Origin(OPENING_CAUSE, openedAt);
    }

    public static boolean isOpeningFact(TicketFact fact) {
        return fact.cause().equals(OPENING_CAUSE);
    }

    /** @param productId empty for a ticket about no product */
    public static ProductNamed productFact(String productId, Instant openedAt) {
        return new ProductNamed(openingOrigin(openedAt), required(productId));
    }

    /** Returns the fact of the plan, which applies from the opening on even if it becomes known later. */
    public static PlanChanged planFact(PlanVersion plan, Instant openedAt) {
        return new PlanChanged(openingOrigin(openedAt), plan);
    }

    /** Whether TicketOpened had the plan: its facts precede the time zone data, the first fact that the engine adds. */
    public static boolean isPlanPromised(Ledger ledger) {
        return ledger.facts().stream().filter(fact -> fact instanceof PlanChanged || fact instanceof TzdataChanged).findFirst()
                .filter(PlanChanged.class::isInstance).isPresent();
    }

    /** Returns the fact of the plan that the contract names at the opening. */
    public static ContractPlanNamed contractPlanFact(String planId, Instant openedAt) {
        return new ContractPlanNamed(openingOrigin(openedAt), required(planId));
    }

    /** Returns the fact of the time zone data version, which applies from the opening on. */
    public static TzdataChanged tzdataFact(String version, Instant openedAt) {
        return new TzdataChanged(openingOrigin(openedAt), required(version));
    }

    /**
     * Returns the facts that an event adds to the ledger of its ticket. The new ticket of a split has an opening event of its own
     * (R5.5).
     */
    public static List<TicketFact> facts(Event event) {
        if (!(event.data() instanceof TicketEvent ticketEvent)) return List.of();
        var fact = switch (ticketEvent) {
            case PublicReplySent it ->
                new VendorReplied(origin(event, it.sentAt(), it.agent().id(), null), required(it.agent().id()));
            case CustomerReplied it ->
                new CustomerAsked(origin(event, it.repliedAt(), it.contact().id(), null), required(it.messageId()));
            case TicketEvent.StatusChanged it ->
                new StatusChanged(origin(event, it.changedAt(), it.by(), it.reason()), required(it.to()));
            case TicketEvent.PriorityChanged it ->
                new PriorityChanged(origin(event, it.changedAt(), it.by(), it.reason()), required(it.to()));
            case TicketEvent.KindChanged it ->
                new KindChanged(origin(event, it.changedAt(), it.by(), it.reason()), required(it.to()));
            case TicketRefused it -> new StatusChanged(origin(event, it.refusedAt(), null, it.reason()), "REFUSED");
            case TicketDeclined it -> new StatusChanged(origin(event, it.declinedAt(), it.by(), it.reason()), "DECLINED");
            case TicketResolved it -> new StatusChanged(origin(event, it.resolvedAt(), null, null), "RESOLVED");
            case TicketReopened it ->
                new StatusChanged(origin(event, it.reopenedAt(), it.by(), it.reason()), StatusChanged.REOPENED);
            case TicketClosed it -> new StatusChanged(origin(event, it.closedAt(), it.by(), null), "CLOSED");
            case BugQualified it ->
                new QualifiedBugChanged(origin(event, it.qualifiedAt(), it.by(), it.reason()), required(it.bug()));
            case BugDisqualified it -> new QualifiedBugChanged(origin(event, it.disqualifiedAt(), it.by(), it.reason()), null);
            case TicketSplit it -> new MessagesSplit(origin(event, it.splitAt(), it.by(), null), it.messageIds());
            case TicketEvent.FixDelivered it ->
                new FixDelivered(origin(event, it.deliveredAt(), null, null), required(it.release()));
            default -> null;
        };
        return fact == null ? List.of() : List.of(fact);
    }

    /** Events may lack fields. Such an event is parked, and its fact never gets into a ledger. */
    private static <T> T required(@Nullable T value) {
        return requireNonNull(value, "An event lacks a field");
    }

    private static Origin origin(Event event, Instant at, @Nullable String by, @Nullable String reason) {
        return new Origin(event.cause(), at, by, reason);
    }

    private TicketFactMapper() {}
}
