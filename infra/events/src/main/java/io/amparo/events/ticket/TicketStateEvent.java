package io.amparo.events.ticket;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.TicketSide;
import io.amparo.events.Vocabulary.TicketStatus;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whole states of tickets with their clocks, without any text and person. A record without a value (tombstone) ends the state of
 * a ticket 30 days after its end.
 */
public sealed interface TicketStateEvent extends DomainEvent {

    /**
     * A warning or the breach that a clock has reached, and that no rescheduling has withdrawn.
     *
     * @param at instant at which the clock reached it
     */
    record ReachedRung(int percent, Instant at) {}

    /**
     * The latest cycle of an SLA clock.
     *
     * @param state state of the clock
     * @param consumed open time that the clock has consumed, as ISO 8601 duration; null while it runs
     * @param reached warnings and breach so far, in the order of their percentages
     */
    record TicketClock(String metric, int cycle, String state, String budget, @Nullable String consumed, @Nullable Instant dueAt,
            List<ReachedRung> reached) {}

    /**
     * The SLA definition of a ticket and its clocks.
     *
     * @param pausedStatus status of the ticket that pauses the clocks; null while they run
     * @param clocks the latest cycle of each clock
     */
    record TicketSla(String plan, int planVersion, String calendar, String zone,
            @TextOf(TicketStatus.class) @Nullable String pausedStatus, List<TicketClock> clocks) {}

    /**
     * The current state of a ticket and of its clocks. A Kafka record without a value ends the state of a ticket that was closed
     * long ago.
     *
     * @param status status of the ticket
     * @param waitingFor who has to act next; null if the ticket has ended
     * @param via what entitles to the ticket; null until it is decided
     * @param updatedAt instant of the last change of the ticket, without those of its clocks
     * @param closedAt instant at which the ticket was closed, refused or declined; null before
     * @param sla null until the clocks are assigned, if no quote was available at the opening
     * @param ticketSequence events of amparo.tickets about this ticket with this ce_sequence or a lower one are in the state
     * @param slaSequence events of amparo.sla about this ticket with this ce_sequence or a lower one are in the state
     */
    @EventType("io.amparo.ticket.TicketStateChanged.v1")
    record TicketStateChanged(String ticketId, String number, String customerId, String customerName, String product,
            String version, String kind, String priority, @TextOf(TicketStatus.class) String status,
            @TextOf(TicketSide.class) @Nullable String waitingFor, @Nullable String via, Instant openedAt, Instant updatedAt,
            @Nullable Instant closedAt, @Nullable TicketSla sla, String ticketSequence,
            String slaSequence) implements TicketStateEvent {
        /**
         * The customer's id, a slash and the ticket's id: one state for each ticket, in the partition of its customer on every
         * topic.
         */
        @Override
        public String key() {
            return customerId + "/" + ticketId;
        }
    }
}
