package io.amparo.entitlement.obligation;

import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.obligation.RecordEvidence.Found;
import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.events.Event;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.Vocabulary.TicketStatus;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketResolved;
import io.amparo.platform.ReadsEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the events of tickets which duties they show to be met. An opened ticket shows nothing and costs nothing. A duty of
 * the vendor gets the first fact about a ticket that arrives; a further one only after those about 64 other tickets.
 */
@ReadsEvents
public final class TicketEvidence {
    private static final String TICKET_SERVICE = "ticket-service";

    private final RecordEvidence recordEvidence;
    private final Customers customers;

    TicketEvidence(RecordEvidence recordEvidence, Customers customers) {
        this.recordEvidence = recordEvidence;
        this.customers = customers;
    }

    /** Records what an event shows; an event of another kind changes nothing. */
    public void handle(Event event) {
        switch (event.data()) {
            case TicketResolved resolved -> record(resolved,
                    List.of(ofVendor(DutyEvidence.TICKETS_RESOLVED, "ticket-resolved", resolved, resolved.resolvedAt(), null)));
            case PublicReplySent sent ->
                record(sent, List.of(ofVendor(DutyEvidence.REPLIES, "reply-sent", sent, sent.sentAt(), sent.agent().id())));
            case StatusChanged changed -> record(changed, of(changed, event.cause()));
            case null, default -> { /* shows nothing about a duty */ }
        }
    }

    private void record(TicketEvent event, List<Found> found) {
        recordEvidence.handle(event.customerId(), found);
    }

    private List<Found> of(StatusChanged changed, String cause) {
        var found = new ArrayList<Found>();
        // Only the vendor changes an open ticket, so that a person of the vendor has taken it over (R9.O3).
        if (isFrom(changed, TicketStatus.OPEN))
            found.add(ofVendor(DutyEvidence.TICKETS_TAKEN, "ticket-taken", changed, changed.changedAt(), changed.by()));
        if (isTo(changed, TicketStatus.WAITING_CUSTOMER))
            found.add(ofVendor(DutyEvidence.QUESTIONS_ASKED, "questions-asked", changed, changed.changedAt(), changed.by()));
        // R9.C9: each answer counts, because a ticket can wait more than once.
        if (isFrom(changed, TicketStatus.WAITING_CUSTOMER) && isTo(changed, TicketStatus.IN_PROGRESS) && isByContact(changed))
            found.add(new Found(DutyEvidence.COOPERATION,
                    evidence("customer-answered", changed, changed.changedAt(), changed.by()), cause));
        // After its reminders, the service closes a ticket that waits for the customer.
        if (isFrom(changed, TicketStatus.WAITING_CUSTOMER) && isTo(changed, TicketStatus.CLOSED)
                && changed.by().equals(TICKET_SERVICE))
            found.add(new Found(DutyEvidence.COOPERATION, new Evidence(EvidenceSource.TICKET, changed.number(), DutyState.NOT_MET,
                    "customer-silent", List.of(changed.number()), changed.changedAt(), null), cause));
        return found;
    }

    private boolean isByContact(StatusChanged changed) {
        return customers.find(changed.customerId()).map(found -> found.state())
                .flatMap(customer -> customers.findContactFor(customer, changed.by(), changed.changedAt())).isPresent();
    }

    private static boolean isFrom(StatusChanged changed, TicketStatus status) {
        return changed.from().equals(status.name());
    }

    private static boolean isTo(StatusChanged changed, TicketStatus status) {
        return changed.to().equals(status.name());
    }

    private static Found ofVendor(DutyEvidence shows, String code, TicketEvent event, Instant at, @Nullable String by) {
        return new Found(shows, evidence(code, event, at, by), shows + "/" + event.ticketId());
    }

    private static Evidence evidence(String code, TicketEvent event, Instant at, @Nullable String by) {
        return new Evidence(EvidenceSource.TICKET, event.number(), DutyState.MET, code, List.of(event.number()), at, by);
    }
}
