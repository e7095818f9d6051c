package io.amparo.events.ticket;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What ticket-service tells the suite. Every event carries the customer (its key) and the ticket's public number. */
public sealed interface TicketEvent extends DomainEvent {
    String ticketId();

    String number();

    String customerId();

    @Override
    default String key() {
        return customerId();
    }

    /** Somebody on either side, as known when it happened. */
    record Person(String email, String name, String language) {}

    /**
     * One promise of the receipt (R1.3).
     *
     * @param metric FIRST_RESPONSE, RESOLUTION …
     * @param budget ISO 8601 duration of open time
     */
    record Promise(String metric, String budget, Instant dueAt) {}

    /**
     * The SLA definition as it was promised when the ticket was opened; the clocks honour exactly this plan version.
     *
     * @param zone IANA zone in which the calendar counts
     */
    record SlaDefinition(String plan, int planVersion, String calendar, String zone, List<Promise> promises) {}

    /** A ticket that has its number while the entitlement is still to be decided (architecture, 6). */
    @EventType("io.amparo.ticket.TicketReceived.v1")
    record TicketReceived(String ticketId, String number, String customerId, Person contact, String kind, String priority,
            String product, String version, String subject, Instant receivedAt) implements TicketEvent {}

    /**
     * An entitled ticket is open: the promise counts from here.
     *
     * @param via what entitles it: EDITION, PACKAGE …
     * @param sla null when no quote could be had in time; then SlaAssigned brings it
     */
    @EventType("io.amparo.ticket.TicketOpened.v1")
    record TicketOpened(String ticketId, String number, String customerId, String customerName, Person contact, String kind,
            String priority, String product, String version, String subject, Instant openedAt, String via,
            @Nullable SlaDefinition sla) implements TicketEvent {}

    /** A received ticket turned out not to be entitled. */
    @EventType("io.amparo.ticket.TicketRefused.v1")
    record TicketRefused(String ticketId, String number, String customerId, Person contact, String subject, String reason,
            Instant refusedAt) implements TicketEvent {}

    /** Vendor → customer (R1.4). */
    @EventType("io.amparo.ticket.PublicReplySent.v1")
    record PublicReplySent(String ticketId, String number, String customerId, String messageId, Person agent, Person contact,
            String subject, String body, Instant sentAt) implements TicketEvent {}

    /** Customer → vendor (R1.4). */
    @EventType("io.amparo.ticket.CustomerReplied.v1")
    record CustomerReplied(String ticketId, String number, String customerId, String messageId, Person contact,
            Instant repliedAt) implements TicketEvent {}

    /** Carries no text: what the vendor notes for itself leaves the ticket by no channel (R1.4). */
    @EventType("io.amparo.ticket.InternalNoteAdded.v1")
    record InternalNoteAdded(String ticketId, String number, String customerId, String messageId, Person agent,
            Instant addedAt) implements TicketEvent {}

    /** The status moved; {@code by} is the e-mail of the person, or the service, that moved it. */
    @EventType("io.amparo.ticket.StatusChanged.v1")
    record StatusChanged(String ticketId, String number, String customerId, String from, String to, String by,
            @Nullable String reason, Instant changedAt) implements TicketEvent {}

    @EventType("io.amparo.ticket.PriorityChanged.v1")
    record PriorityChanged(String ticketId, String number, String customerId, String from, String to, String by, String reason,
            Instant changedAt) implements TicketEvent {}

    @EventType("io.amparo.ticket.TicketResolved.v1")
    record TicketResolved(String ticketId, String number, String customerId, Person contact, String subject,
            Instant resolvedAt) implements TicketEvent {}

    @EventType("io.amparo.ticket.TicketReopened.v1")
    record TicketReopened(String ticketId, String number, String customerId, String by, @Nullable String reason,
            Instant reopenedAt) implements TicketEvent {}

    @EventType("io.amparo.ticket.TicketClosed.v1")
    record TicketClosed(String ticketId, String number, String customerId, String by, Instant closedAt) implements TicketEvent {}

    /** What the ticket asks for turned out to be something else (R5.2): another kind has other promises, or none (R5.6). */
    @EventType("io.amparo.ticket.KindChanged.v1")
    record KindChanged(String ticketId, String number, String customerId, String from, String to, String by, String reason,
            Instant changedAt) implements TicketEvent {}

    /** A subordinate problem became an incident of its own (R5.5), with its own number and clocks; this one goes on. */
    @EventType("io.amparo.ticket.TicketSplit.v1")
    record TicketSplit(String ticketId, String number, String customerId, String splitTicketId, String splitNumber,
            List<String> messageIds, String by, Instant splitAt) implements TicketEvent {}

    /** Excluded from the service (R8.2): {@code exclusion} is a code of the policy, X01 to X14. */
    @EventType("io.amparo.ticket.TicketDeclined.v1")
    record TicketDeclined(String ticketId, String number, String customerId, Person contact, String subject, String exclusion,
            String clause, String reason, String by, Instant declinedAt) implements TicketEvent {}

    /** A bug that meets the criteria (R5.3); {@code fixVersion} where the release that will fix it is known. */
    @EventType("io.amparo.ticket.BugQualified.v1")
    record BugQualified(String ticketId, String number, String customerId, String bug, List<String> criteria, String by,
            String reason, @Nullable String fixVersion, Instant qualifiedAt) implements TicketEvent {}

    @EventType("io.amparo.ticket.BugDisqualified.v1")
    record BugDisqualified(String ticketId, String number, String customerId, String bug, String by, String reason,
            Instant disqualifiedAt) implements TicketEvent {}

    /** The release that fixes the qualified bug is there for this customer (R5.3). */
    @EventType("io.amparo.ticket.FixDelivered.v1")
    record FixDelivered(String ticketId, String number, String customerId, String bug, String release,
            Instant deliveredAt) implements TicketEvent {}
}
