package io.amparo.ticket.ticket;

import io.amparo.events.FieldLimits;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.ticket.entitlement.Entitlement.Denied;
import io.amparo.ticket.entitlement.Entitlement.Granted;
import io.amparo.ticket.entitlement.Entitlement.Unknown;
import io.amparo.ticket.entitlement.EntitlementClient;
import io.amparo.ticket.ticket.Handling.Link;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.amparo.ticket.ticket.Ticket.Content;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.TimelineEntries.StoredEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Splits a subordinate problem off into an incident of its own, with its number, clocks and consumption (R5.5). The new ticket is
 * stored first, with all that the original must know of it: a crash between the two writes is repaired by the event of the new
 * ticket, and a retry finds both.
 */
final class SplitTicket {
    /** Incidents that one ticket can be split into. */
    static final int MAX_SPLITS = 50;
    /** End of a description that does not have the whole message, which goes along. */
    private static final String CUT = " […]";

    /**
     * @param splitId id of the new ticket; a retry has the same
     * @param messageIds messages that go along; they stay readable in the original
     */
    record Command(String ticketId, String splitId, String subject, List<String> messageIds, Author by) {}

    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final EntitlementClient entitlement;
    private final TicketOpening opening;
    private final LinkCompletion completion;
    private final Clock clock;

    SplitTicket(Tickets tickets, TimelineEntries timelineEntries, EntitlementClient entitlement, TicketOpening opening,
            LinkCompletion completion, Clock clock) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.entitlement = entitlement;
        this.opening = opening;
        this.completion = completion;
        this.clock = clock;
    }

    /** Returns why a ticket cannot be split now, as the code of a problem; null if it can. */
    static @Nullable String refusal(Ticket ticket) {
        if (ticket.kind() != Kind.INCIDENT) return "not-an-incident";
        if (ticket.handling().links().stream().filter(link -> link.type() == LinkType.SPLIT_TO).count() >= MAX_SPLITS)
            return "list-limit";
        return TicketActions.editRefusal(ticket);
    }

    /**
     * @return the new ticket
     * @throws ApiException 409 if the ticket cannot be split now; 422 if a message does not exist; 403 with the reasons if the
     *     contact is not entitled to another incident
     */
    Versioned<Ticket> handle(Command command) {
        var original = tickets.find(command.ticketId()).orElseThrow();
        timelineEntries.storePositions(original.state());
        var split = tickets.find(command.splitId()).orElseGet(() -> open(command, original.state()));
        if (!isFor(command, split.state())) throw ApiException.keyReused(IdempotencyKey.HEADER);
        completion.completeAll(split.state());
        return tickets.complete(split);
    }

    private static boolean isFor(Command command, Ticket split) {
        return split.content().subject().equals(command.subject()) && split.handling().link(LinkType.SPLIT_FROM)
                .filter(from -> from.messageIds().equals(command.messageIds())).isPresent();
    }

    private Versioned<Ticket> open(Command command, Ticket original) {
        var refusal = refusal(original);
        if (refusal != null) throw ApiException.conflict(refusal);
        var messages = command.messageIds().stream().map(id -> timelineEntries.findMessage(original.id(), id)
                .orElseThrow(() -> ApiException.invalid("messages", "unknown-message"))).toList();
        var now = clock.instant();
        var content = content(original, command.subject(), messages);
        var product = content.product();
        var opened = switch (entitlement.decide(command.splitId(), original.requester().contact().id(), content.kind().name(),
                product.id(), product.version(), original.customerId())) {
            case Granted granted -> opening.open(command.splitId(), granted, content, command.by().person(), now);
            case Denied denied -> throw denied.toException();
            case Unknown _ -> throw UpstreamProblemException.unavailable();
        };
        for (var message : messages) insert(command.splitId(), message, now);
        var link = new Link(LinkType.SPLIT_FROM, original.id(), original.number(), original.customerId(), command.messageIds(),
                command.by().person(), true, "split/" + command.splitId());
        var ticket = opened.state().with(opened.state().handling().withOwner(original.handling().owner()).withLink(link));
        return tickets.open(command.splitId(), new Change<>(withMessages(ticket, messages, now), opened.events(), opened.dueAt()))
                .orElseGet(() -> tickets.find(command.splitId()).orElseThrow());
    }

    /** The description is what the customer has written of the problem, as far as a description may have it, or its subject. */
    private static Content content(Ticket original, String subject, List<StoredEntry> messages) {
        var description = messages.stream().filter(message -> !message.entry().isInternal()).findFirst().map(StoredEntry::body)
                .map(SplitTicket::bounded).orElse(subject);
        var asked = original.content();
        return new Content(Kind.INCIDENT, subject, description, asked.product(),
                asked.severity().withPriority(original.priority()), null, List.of());
    }

    static String bounded(String text) {
        if (text.length() <= FieldLimits.DESCRIPTION) return text;
        int end = FieldLimits.DESCRIPTION - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    private void insert(String splitId, StoredEntry message, Instant now) {
        var entry = message.entry();
        timelineEntries.insertMessage(splitId, entry.id(), new Person(entry.by(), entry.name(), ""), entry.direction(),
                MessageBody.of(Objects.requireNonNull(message.body())), now);
    }

    private static Ticket withMessages(Ticket ticket, List<StoredEntry> messages, Instant now) {
        var with = ticket;
        for (var message : messages) {
            var entry = message.entry();
            with = with.with(with.timeline().with(entry.id(), entry.at(), entry.by(), entry.name(), entry.direction(),
                    new Detail.Message()));
        }
        return with.with(with.timeline().updatedAt(now));
    }
}
