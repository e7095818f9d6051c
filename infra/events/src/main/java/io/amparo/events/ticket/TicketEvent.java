package io.amparo.events.ticket;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.Internal;
import io.amparo.events.PauseRule;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.BugCriterion;
import io.amparo.events.Vocabulary.InteractionChannel;
import io.amparo.events.Vocabulary.Priority;
import io.amparo.events.Vocabulary.RemoteAccess;
import io.amparo.events.Vocabulary.TicketKind;
import io.amparo.events.Vocabulary.TicketLinkType;
import io.amparo.events.Vocabulary.TicketStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of ticket-service. Every event carries the customer, which is its key, and the public number of the ticket. */
public sealed interface TicketEvent extends DomainEvent {
    String ticketId();

    String number();

    String customerId();

    /** The customer's id. */
    @Override
    default String key() {
        return customerId();
    }

    /**
     * A person of the customer or the vendor, as known at the time of the event.
     *
     * @param id person id; for a contact the one of ContractChanged, which has the e-mail address
     * @param name full name
     */
    record Person(String id, String name, String language) {}

    /**
     * One SLA target on the receipt (R1.3).
     *
     * @param dueAt instant at which the clock breaches if nothing happens before, as computed when the ticket was opened
     */
    record Promise(String metric, String budget, Instant dueAt) {}

    /**
     * The SLA definition that was promised when the ticket was opened. The clocks use exactly this plan version.
     *
     * @param promises the SLA targets of the ticket; empty if no clock runs
     */
    record SlaDefinition(String plan, int planVersion, String calendar, String zone, List<Promise> promises,
            @Nullable List<PauseRule> pauseRules) {
        public SlaDefinition(String plan, int planVersion, String calendar, String zone, List<Promise> promises) {
            this(plan, planVersion, calendar, zone, promises, null);
        }
    }

    /** A ticket has received its number, while its entitlement is not decided yet. */
    @EventType("io.amparo.ticket.TicketReceived.v1")
    record TicketReceived(String ticketId, String number, String customerId, Person contact, String kind, String priority,
            String product, String version, String subject, Instant receivedAt) implements TicketEvent {}

    /**
     * An entitled ticket was opened. The clocks start at this instant.
     *
     * @param sla the promised SLA; null if the quote was not available in time; SlaAssigned then provides it
     */
    @EventType("io.amparo.ticket.TicketOpened.v1")
    record TicketOpened(String ticketId, String number, String customerId, String customerName, Person contact, String kind,
            String priority, String product, String version, String subject, Instant openedAt, String via,
            @Nullable SlaDefinition sla) implements TicketEvent {}

    /**
     * A received ticket still has no entitlement decision. entitlement-service decides, or publishes its decision once more.
     *
     * @param attempt number of this request, from 1
     */
    @Internal
    @EventType("io.amparo.ticket.EntitlementRequested.v1")
    record EntitlementRequested(String ticketId, String number, String customerId, Person contact, String kind, String product,
            String version, int attempt, Instant receivedAt, Instant requestedAt) implements TicketEvent {}

    /** A received ticket was refused, because it is not entitled. */
    @EventType("io.amparo.ticket.TicketRefused.v1")
    record TicketRefused(String ticketId, String number, String customerId, Person contact, String subject, String reason,
            Instant refusedAt) implements TicketEvent {}

    /**
     * A public reply was sent from the vendor to the customer (R1.4).
     *
     * @param body the text, or its beginning in at most 16 kB of UTF-8
     * @param wholeBody path of the API that returns the whole text; null if {@code body} is the whole text
     */
    @EventType("io.amparo.ticket.PublicReplySent.v1")
    record PublicReplySent(String ticketId, String number, String customerId, String messageId, Person agent, Person contact,
            String subject, String body, Instant sentAt, @Nullable String wholeBody) implements TicketEvent {
        /** Creates the event of a reply of at most 16 kB. */
        public PublicReplySent(String ticketId, String number, String customerId, String messageId, Person agent, Person contact,
                String subject, String body, Instant sentAt) {
            this(ticketId, number, customerId, messageId, agent, contact, subject, body, sentAt, null);
        }
    }

    /** A reply was sent from the customer to the vendor (R1.4). */
    @EventType("io.amparo.ticket.CustomerReplied.v1")
    record CustomerReplied(String ticketId, String number, String customerId, String messageId, Person contact,
            Instant repliedAt) implements TicketEvent {}

    /** An internal note was added. The event carries no text, because internal notes never leave the ticket (R1.4). */
    @EventType("io.amparo.ticket.InternalNoteAdded.v1")
    record InternalNoteAdded(String ticketId, String number, String customerId, String messageId, Person agent,
            Instant addedAt) implements TicketEvent {}

    /**
     * The status of a ticket has changed.
     *
     * @param from the status before
     * @param to the status now
     */
    @EventType("io.amparo.ticket.StatusChanged.v1")
    record StatusChanged(String ticketId, String number, String customerId, @TextOf(TicketStatus.class) String from,
            @TextOf(TicketStatus.class) String to, String by, @Nullable String reason,
            Instant changedAt) implements TicketEvent {}

    /**
     * The priority of a ticket has changed.
     *
     * @param from the priority before
     * @param to the priority now
     */
    @EventType("io.amparo.ticket.PriorityChanged.v1")
    record PriorityChanged(String ticketId, String number, String customerId, @TextOf(Priority.class) String from,
            @TextOf(Priority.class) String to, String by, String reason, Instant changedAt) implements TicketEvent {}

    /**
     * A ticket has another owner (R9.O3), who is the only one.
     *
     * @param from the owner before; null for the first one
     * @param to the owner now
     */
    @EventType("io.amparo.ticket.OwnerChanged.v1")
    record OwnerChanged(String ticketId, String number, String customerId, String subject, @Nullable Person from, Person to,
            String by, @Nullable String reason, Instant changedAt) implements TicketEvent {}

    /**
     * A person of the vendor has attended to a ticket outside of its messages (R1.5). The notes are in no event.
     *
     * @param interactionId id of its entry in the timeline
     * @param channel way by which the person attended
     * @param access way into the customer's network; null unless the channel is REMOTE
     * @param purpose what it was for
     * @param agent person id of who attended
     * @param startedAt when it started
     * @param endedAt when it ended
     * @param consentBy name of the person of the customer who has consented; null if nobody had to
     * @param recordedAt when it was recorded
     */
    @EventType("io.amparo.ticket.InteractionRecorded.v1")
    record InteractionRecorded(String ticketId, String number, String customerId, String interactionId,
            @TextOf(InteractionChannel.class) String channel, @TextOf(RemoteAccess.class) @Nullable String access, String purpose,
            String agent, Instant startedAt, Instant endedAt, @Nullable String consentBy,
            Instant recordedAt) implements TicketEvent {}

    /**
     * The customer has asked the vendor's managers to look at a ticket.
     *
     * @param owner person id of its owner; null if it has none yet
     * @param escalatedAt when the customer asked
     */
    @EventType("io.amparo.ticket.TicketEscalated.v1")
    record TicketEscalated(String ticketId, String number, String customerId, Person contact, String subject, String reason,
            @Nullable String owner, Instant escalatedAt) implements TicketEvent {}

    /**
     * A file was added to a ticket. Its name is in no event.
     *
     * @param attachmentId id by which the API names it
     * @param mediaType media type by content
     * @param size bytes of the content
     * @param internal whether only the vendor's staff may see it
     * @param by person id of who added it
     * @param addedAt when it was added
     */
    @EventType("io.amparo.ticket.AttachmentAdded.v1")
    record AttachmentAdded(String ticketId, String number, String customerId, String attachmentId, String mediaType, long size,
            boolean internal, String by, Instant addedAt) implements TicketEvent {}

    /** A ticket was resolved. */
    @EventType("io.amparo.ticket.TicketResolved.v1")
    record TicketResolved(String ticketId, String number, String customerId, Person contact, String subject,
            Instant resolvedAt) implements TicketEvent {}

    /**
     * The vendor still waits for the customer (R9.C9).
     *
     * @param questions what the vendor waits for; may be empty
     * @param autoCloseAt instant at which the ticket is closed if the customer does not answer
     * @param remindedAt when the reminder became due
     */
    @EventType("io.amparo.ticket.CustomerReminded.v1")
    record CustomerReminded(String ticketId, String number, String customerId, Person contact, String subject,
            List<String> questions, Instant autoCloseAt, Instant remindedAt) implements TicketEvent {}

    /** A ticket was reopened. */
    @EventType("io.amparo.ticket.TicketReopened.v1")
    record TicketReopened(String ticketId, String number, String customerId, String by, @Nullable String reason,
            Instant reopenedAt) implements TicketEvent {}

    /** A ticket was closed. */
    @EventType("io.amparo.ticket.TicketClosed.v1")
    record TicketClosed(String ticketId, String number, String customerId, String by, Instant closedAt) implements TicketEvent {}

    /**
     * The kind of a ticket has changed (R5.2). Another kind has other SLA targets, or none (R5.6).
     *
     * @param from the kind before
     * @param to the kind now
     */
    @EventType("io.amparo.ticket.KindChanged.v1")
    record KindChanged(String ticketId, String number, String customerId, @TextOf(TicketKind.class) String from,
            @TextOf(TicketKind.class) String to, String by, String reason, Instant changedAt) implements TicketEvent {}

    /**
     * A subordinate problem was split off into a new incident with its own number and clocks (R5.5). This ticket continues.
     *
     * @param splitTicketId id of the new ticket
     * @param splitNumber number of the new ticket
     * @param messageIds ids of the messages that moved to it
     */
    @EventType("io.amparo.ticket.TicketSplit.v1")
    record TicketSplit(String ticketId, String number, String customerId, String splitTicketId, String splitNumber,
            List<String> messageIds, String by, Instant splitAt) implements TicketEvent {}

    /**
     * A ticket in another system.
     *
     * @param system name of the system
     * @param id id of the ticket there
     * @param url address of the ticket there; null if not known
     */
    record ExternalRef(String system, String id, @Nullable String url) {}

    /**
     * The external references, the metadata or the values of the policy's fields of a ticket have changed. The metadata is for
     * the vendor's staff and in no event, and the values in none either.
     *
     * @param externalRefs all external references of the ticket now; each belongs to no other ticket
     */
    @EventType("io.amparo.ticket.TicketAnnotated.v1")
    record TicketAnnotated(String ticketId, String number, String customerId, List<ExternalRef> externalRefs, String by,
            Instant changedAt) implements TicketEvent {}

    /**
     * A ticket was linked to another one. The other ticket emits the same event with the inverse type; only a split has
     * TicketSplit.
     *
     * @param type how the other ticket belongs to this one
     * @param linkedTicketId id of the other ticket
     * @param linkedNumber number of the other ticket
     * @param linkedCustomerId customer of the other ticket; a customer must not see a link to a ticket of another one
     * @param linkedAt when the tickets were linked
     */
    @EventType("io.amparo.ticket.TicketLinked.v1")
    record TicketLinked(String ticketId, String number, String customerId, @TextOf(TicketLinkType.class) String type,
            String linkedTicketId, String linkedNumber, String linkedCustomerId, String by,
            Instant linkedAt) implements TicketEvent {}

    /**
     * A ticket is no longer linked to another one. The other ticket emits the same event with the inverse type.
     *
     * @param type how the other ticket belonged to this one
     * @param linkedTicketId id of the other ticket
     * @param linkedNumber number of the other ticket
     * @param linkedCustomerId customer of the other ticket; a customer must not see a link to a ticket of another one
     * @param unlinkedAt when the link was removed
     */
    @EventType("io.amparo.ticket.TicketUnlinked.v1")
    record TicketUnlinked(String ticketId, String number, String customerId, @TextOf(TicketLinkType.class) String type,
            String linkedTicketId, String linkedNumber, String linkedCustomerId, String by,
            Instant unlinkedAt) implements TicketEvent {}

    /**
     * A ticket was declined, because it is excluded from the service (R8.2).
     *
     * @param clause clause of the support policy that excludes it
     */
    @EventType("io.amparo.ticket.TicketDeclined.v1")
    record TicketDeclined(String ticketId, String number, String customerId, Person contact, String subject, String exclusion,
            String clause, String reason, String by, Instant declinedAt) implements TicketEvent {}

    /**
     * The customer has appealed against the exclusion of a ticket. The ticket stays declined until a manager decides.
     *
     * @param exclusion code of the exclusion
     * @param appealedAt when the customer appealed
     */
    @EventType("io.amparo.ticket.ExclusionAppealed.v1")
    record ExclusionAppealed(String ticketId, String number, String customerId, Person contact, String subject, String exclusion,
            String reason, Instant appealedAt) implements TicketEvent {}

    /**
     * A manager has decided on an appeal. After an accepted one, TicketReopened follows.
     *
     * @param accepted whether the exclusion is withdrawn
     * @param decidedAt when the manager decided
     */
    @EventType("io.amparo.ticket.AppealDecided.v1")
    record AppealDecided(String ticketId, String number, String customerId, Person contact, String subject, boolean accepted,
            String by, String reason, Instant decidedAt) implements TicketEvent {}

    /**
     * A bug meets the qualification criteria (R5.3).
     *
     * @param criteria the criteria of the support policy that the bug meets
     * @param fixVersion the release that will fix it; null if not known
     */
    @EventType("io.amparo.ticket.BugQualified.v1")
    record BugQualified(String ticketId, String number, String customerId, String bug,
            @TextOf(BugCriterion.class) List<String> criteria, String by, String reason, @Nullable String fixVersion,
            Instant qualifiedAt) implements TicketEvent {}

    /** A bug does not meet the qualification criteria (R5.3). */
    @EventType("io.amparo.ticket.BugDisqualified.v1")
    record BugDisqualified(String ticketId, String number, String customerId, String bug, String by, String reason,
            Instant disqualifiedAt) implements TicketEvent {}

    /**
     * The fix of the qualified bug is available to this customer (R5.3).
     *
     * @param release the release that has it
     */
    @EventType("io.amparo.ticket.FixDelivered.v1")
    record FixDelivered(String ticketId, String number, String customerId, @Nullable Person contact, @Nullable String subject,
            String bug, String release, Instant deliveredAt) implements TicketEvent {
        public FixDelivered(String ticketId, String number, String customerId, String bug, String release, Instant deliveredAt) {
            this(ticketId, number, customerId, null, null, bug, release, deliveredAt);
        }
    }
}
