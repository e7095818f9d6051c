package io.amparo.ticket.ticket;

import io.amparo.events.PauseRule;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.CustomerReminded;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.EntitlementRequested;
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
import io.amparo.ticket.ticket.Status.Trigger;
import io.amparo.ticket.ticket.Timeline.Detail.Message;
import io.amparo.ticket.ticket.Timeline.Detail.StatusChange;
import io.amparo.ticket.ticket.Timeline.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The ticket aggregate (R1). Each command returns the new state and its domain events; the aggregate has no access to a clock or
 * a store.
 *
 * @param promise the SLA definition quoted with the number (R1.3); null if there was no quote
 * @param pending null unless the ticket is RECEIVED
 */
record Ticket(String id, String number, Requester requester, Content content, Status status, Handling handling,
        @Nullable EntitlementGrant grant, @Nullable Sla promise, Timeline timeline, @Nullable PendingDecision pending) {

    /** Author of a refusal. */
    private static final String REFUSED_BY = "entitlement-service";

    /**
     * A contact or an agent.
     *
     * @param id person id
     * @param language BCP 47 tag
     */
    record Person(String id, String name, String language) {
        TicketEvent.Person toEvent() {
            return new TicketEvent.Person(id, name, language);
        }
    }

    /**
     * The customer and its contact for whom the ticket was opened.
     *
     * @param openedBy the person of the vendor who opened it on behalf of the contact; null for the contact
     */
    record Requester(String customerId, String customerName, Person contact, @Nullable Person openedBy) {
        /** Creates the requester of a ticket that its contact has opened. */
        Requester(String customerId, String customerName, Person contact) {
            this(customerId, customerName, contact, null);
        }
    }

    /** Content of the request that opened the ticket. */
    record Content(Kind kind, String subject, String description, Product product, Severity severity, @Nullable String evidence,
            List<String> selfHelp, RequestExtras extras) {

        Content(Kind kind, String subject, String description, Product product, Severity severity, @Nullable String evidence,
                List<String> selfHelp) {
            this(kind, subject, description, product, severity, evidence, selfHelp, RequestExtras.NONE);
        }

        /** Returns whether a repeated request reports the same, also if another policy became effective between the two. */
        boolean isSameRequestAs(Content other) {
            return severity.isSameReportAs(other.severity) && equals(new Content(other.kind, other.subject, other.description,
                    other.product, severity, other.evidence, other.selfHelp, other.extras));
        }
    }

    /** The affected product; id and version are empty if the request names none. */
    record Product(String id, String version, @Nullable String environment) {}

    /** The granted entitlement: its source (as EntitlementSource), the clause of the policy and the warning codes. */
    record EntitlementGrant(String via, @Nullable String clause, List<String> warnings) {}

    static Change<Ticket, TicketEvent> open(String id, String number, Requester requester, Content content,
            EntitlementGrant grant, @Nullable Sla promise, Instant now) {
        var ticket = new Ticket(id, number, requester, content, Status.OPEN, Handling.of(content), grant, promise,
                Timeline.startingAt(now), null);
        return change(ticket, List.of(ticket.openedEvent()));
    }

    /** Registers a ticket before its entitlement decision. */
    static Change<Ticket, TicketEvent> receive(String id, String number, Requester requester, Content content, Instant now) {
        var product = content.product();
        return change(
                new Ticket(id, number, requester, content, Status.RECEIVED, Handling.of(content), null, null,
                        Timeline.startingAt(now), PendingDecision.startingAt(now)),
                List.of(new TicketReceived(id, number, requester.customerId(), requester.contact().toEvent(),
                        content.kind().name(), content.severity().priority().name(), product.id(), product.version(),
                        content.subject(), now)));
    }

    String customerId() {
        return requester.customerId();
    }

    Kind kind() {
        return handling.kind();
    }

    Priority priority() {
        return handling.priority();
    }

    /** Returns the exclusion for which the ticket was declined. */
    Handling.Exclusion declinedFor() {
        return Objects.requireNonNull(handling.exclusion());
    }

    boolean hasOpenAppeal() {
        var exclusion = handling.exclusion();
        return status == Status.DECLINED && exclusion != null && exclusion.appeal() != null && !exclusion.isAppealDecided();
    }

    /**
     * Returns the quoted SLA definition; null if there was no quote, or it is for another kind or for one without clocks (R5.6).
     */
    @Nullable
    Sla validPromise() {
        return kind() == content.kind() && kind().hasClocks() ? promise : null;
    }

    Ticket with(Handling changed) {
        return new Ticket(id, number, requester, content, status, changed, grant, promise, timeline, pending);
    }

    Ticket with(Timeline changed) {
        return with(status, changed);
    }

    /** Adds an entry to the timeline, and emits its event. */
    Change<Ticket, TicketEvent> record(String entryId, Author by, Direction direction, Timeline.Detail detail, Instant now,
            TicketEvent event) {
        var person = by.person();
        return change(with(status, timeline.with(entryId, now, person.id(), person.name(), direction, detail)), List.of(event));
    }

    /** Opens a received ticket after a positive decision; a repeated decision changes nothing. */
    Change<Ticket, TicketEvent> grantEntitlement(EntitlementGrant newGrant, Instant now) {
        if (status != Status.RECEIVED) return unchanged();
        var ticket = new Ticket(id, number, requester, content, Status.OPEN, handling, newGrant, promise, timeline.updatedAt(now),
                null);
        return change(ticket, List.of(ticket.openedEvent()));
    }

    Change<Ticket, TicketEvent> refuse(String code, Instant now) {
        if (status != Status.RECEIVED) return unchanged();
        return change(withStatus(number + "/refused", Status.REFUSED, REFUSED_BY, REFUSED_BY, Direction.TO_CUSTOMER, code, now),
                List.of(new TicketRefused(id, number, requester.customerId(), requester.contact().toEvent(), content.subject(),
                        code, now)));
    }

    /** Requests the decision once more if that is due; otherwise nothing changes. */
    Change<Ticket, TicketEvent> requestDecision(Instant now) {
        if (pending == null || now.isBefore(pending.nextRequestAt())) return unchanged();
        var next = pending.afterRequest(now);
        var product = content.product();
        return change(new Ticket(id, number, requester, content, status, handling, grant, promise, timeline, next),
                List.of(new EntitlementRequested(id, number, requester.customerId(), requester.contact().toEvent(),
                        content.kind().name(), product.id(), product.version(), next.requests(), timeline.openedAt(), now)));
    }

    /** Does what is due: requests the decision, reminds the customer, or closes the ticket of a silent one. */
    Change<Ticket, TicketEvent> tick(Instant now) {
        var silence = handling.silence();
        if (silence == null || now.isBefore(silence.dueAt())) return requestDecision(now);
        if (!now.isBefore(silence.closeAt()) && silence.dueAt().equals(silence.closeAt()))
            return changeStatus("silence/" + silence.since().toEpochMilli(), Status.CLOSED, Author.THIS_SERVICE.person(),
                    Direction.TO_CUSTOMER, null, now);
        var next = silence.reminded(now);
        return change(with(handling.withSilence(next)), List.of(new CustomerReminded(id, number, customerId(),
                requester.contact().toEvent(), content.subject(), handling.questions(), next.closeAt(), now)));
    }

    /** Starts the deadline of a ticket that waits for the customer without one, as those of older builds do. */
    Change<Ticket, TicketEvent> withDeadline(Instant now) {
        if (handling.silence() != null) return unchanged();
        return change(with(handling.withSilence(SilenceDeadline.of(status, now))), List.of());
    }

    /** Returns a change that keeps the ticket and its due time. */
    Change<Ticket, TicketEvent> unchanged() {
        return change(this, List.of());
    }

    /** A ticket stays due until what it waits for arrives, also after other changes. */
    private @Nullable Instant dueAt() {
        if (pending != null) return pending.nextRequestAt();
        return handling.silence() == null ? null : handling.silence().dueAt();
    }

    private static Change<Ticket, TicketEvent> change(Ticket ticket, List<TicketEvent> events) {
        return new Change<>(ticket, events, ticket.dueAt());
    }

    private TicketOpened openedEvent() {
        var definition = promise == null
                ? null
                : new SlaDefinition(promise.plan(), promise.planVersion(), promise.calendar(), promise.zone(),
                        promise.objectives().stream()
                                .map(objective -> new Promise(objective.metric(), objective.budget(), objective.dueAt()))
                                .toList(),
                        toEvent(promise.pauseRules()));
        return new TicketOpened(id, number, requester.customerId(), requester.customerName(), requester.contact().toEvent(),
                kind().name(), priority().name(), content.product().id(), content.product().version(), content.subject(),
                timeline.openedAt(), grant == null ? "" : grant.via(), definition);
    }

    private static @Nullable List<PauseRule> toEvent(@Nullable List<Sla.PauseRule> rules) {
        return rules == null
                ? null
                : rules.stream().map(rule -> new PauseRule(rule.status(), rule.metrics(), rule.longestPause())).toList();
    }

    /** Adds a message from the vendor to the customer (R1.4). */
    Change<Ticket, TicketEvent> addPublicReply(String messageId, Person agent, MessageBody body, Instant now) {
        var wholeBody = body.isTruncated() ? TicketPaths.message(number, messageId) : null;
        var asked = with(handling.restartingSilence(now));
        return change(asked.withMessage(messageId, agent, Direction.TO_CUSTOMER, now),
                List.of(new PublicReplySent(id, number, requester.customerId(), messageId, agent.toEvent(),
                        requester.contact().toEvent(), content.subject(), body.head(), now, wholeBody)));
    }

    /** Returns a change of this ticket that leaves the end of an ended one at the instant of its last update. */
    Change<Ticket, TicketEvent> keepingEnd(Change<Ticket, TicketEvent> change) {
        if (status.waitsFor().isPresent()) return change;
        return new Change<>(change.state().with(change.state().timeline().updatedAt(timeline.updatedAt())), change.events(),
                change.dueAt());
    }

    /** Adds an internal note of the vendor; its text is in no event and in no response to a customer (R1.4). */
    Change<Ticket, TicketEvent> addInternalNote(String messageId, Person agent, Instant now) {
        return change(withMessage(messageId, agent, Direction.INTERNAL, now),
                List.of(new InternalNoteAdded(id, number, requester.customerId(), messageId, agent.toEvent(), now)));
    }

    /** Adds a message from the customer to the vendor (R1.4); it ends WAITING_CUSTOMER and reopens a resolved ticket. */
    Change<Ticket, TicketEvent> addCustomerReply(String messageId, Person person, Instant now) {
        var replied = withMessage(messageId, person, Direction.TO_VENDOR, now);
        var events = new ArrayList<TicketEvent>(
                List.of(new CustomerReplied(id, number, requester.customerId(), messageId, person.toEvent(), now)));
        if (!status.isEndedBy(Trigger.CUSTOMER_REPLY)) return change(replied, events);
        var resumed = replied.changeStatus(messageId + "/status", Status.IN_PROGRESS, person, Direction.TO_VENDOR, null, now);
        events.addAll(resumed.events());
        return change(resumed.state(), events);
    }

    /** Changes the status; {@link Status} defines the allowed transitions, and the caller checks them. */
    Change<Ticket, TicketEvent> changeStatus(String entryId, Status to, Person by, Direction direction, @Nullable String reason,
            Instant now) {
        var customerId = requester.customerId();
        var events = new ArrayList<TicketEvent>(
                List.of(new StatusChanged(id, number, customerId, status.name(), to.name(), by.id(), reason, now)));
        if (to == Status.RESOLVED)
            events.add(new TicketResolved(id, number, customerId, requester.contact().toEvent(), content.subject(), now));
        else if (to == Status.CLOSED)
            events.add(new TicketClosed(id, number, customerId, by.id(), now));
        else if (new StatusChange(status, to, reason, List.of(), null).isReopening())
            events.add(new TicketReopened(id, number, customerId, by.id(), reason, now));
        return change(withStatus(entryId, to, by.id(), by.name(), direction, reason, now), events);
    }

    private Ticket withMessage(String messageId, Person by, Direction direction, Instant now) {
        return with(status, timeline.with(messageId, now, by.id(), by.name(), direction, new Message()));
    }

    private Ticket withStatus(String entryId, Status to, String by, String name, Direction direction, @Nullable String reason,
            Instant now) {
        var asked = to == Status.WAITING_CUSTOMER ? handling.questions() : List.<String>of();
        var next = with(handling.withQuestions(asked).withSilence(SilenceDeadline.of(to, now)));
        var exclusion = to == Status.DECLINED ? declinedFor().code() : null;
        return next.with(to, timeline.with(entryId, now, by, name, direction,
                new StatusChange(status, to, reason, next.handling.questions(), exclusion)));
    }

    /** Returns the ticket for its next change, after the store has the positions of the newest entries. */
    Ticket withoutNewestEntries() {
        return with(status, timeline.withoutNewest());
    }

    private Ticket with(Status next, Timeline newTimeline) {
        return new Ticket(id, number, requester, content, next, handling, grant, promise, newTimeline,
                next == Status.RECEIVED ? pending : null);
    }
}
