package io.amparo.ticket.ticket;

import io.amparo.events.Vocabulary.InteractionChannel;
import io.amparo.events.Vocabulary.RemoteAccess;
import io.amparo.platform.markdown.MarkdownHtml;
import io.amparo.ticket.ticket.TicketResponse.Person;
import io.amparo.ticket.ticket.Timeline.Detail.Attachment;
import io.amparo.ticket.ticket.Timeline.Detail.FieldChange;
import io.amparo.ticket.ticket.Timeline.Detail.Interaction;
import io.amparo.ticket.ticket.Timeline.Detail.Message;
import io.amparo.ticket.ticket.Timeline.Detail.StatusChange;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Entry;
import io.amparo.ticket.ticket.Timeline.Field;
import io.amparo.ticket.ticket.TimelineEntries.StoredEntry;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message, a change or an interaction of a ticket.
 *
 * @param wholeBody path of the whole message; null if {@code body} is the whole text
 * @param from the value before: a status, a kind, a priority, or the name of the owner
 * @param to the value now
 * @param questions what the vendor waits for; only of a status change
 * @param attachment file that was added
 * @param bodyHtml {@code body} as safe HTML; only of the API of messages, because a ticket has many
 */
record TimelineEntryResponse(String id, Instant at, Person by, Direction direction, Visibility visibility, EntryType type,
        @Nullable String body, @Nullable String wholeBody, @Nullable String from, @Nullable String to, @Nullable String reason,
        @Nullable List<String> questions, @Nullable InteractionResponse interaction, @Nullable AttachmentReference attachment,
        @Nullable String bodyHtml) {

    /** Fields whose reasons the customer reads. */
    private static final Set<Field> FOR_CUSTOMERS = EnumSet.of(Field.KIND, Field.ESCALATION, Field.SPLIT, Field.LINK,
            Field.APPEAL, Field.APPEAL_DECISION);

    enum EntryType {
        MESSAGE, STATUS, PRIORITY, KIND, OWNER, ESCALATION, INTERACTION, SPLIT, LINK, BUG, FIX, APPEAL, APPEAL_DECISION,
        ATTACHMENT
    }

    /** Audience of a timeline entry. */
    enum Visibility { PUBLIC, INTERNAL }

    /**
     * What the vendor did outside of messages (R1.5).
     *
     * @param notes for the vendor alone; null for a customer
     */
    record InteractionResponse(InteractionChannel channel, @Nullable RemoteAccess access, String purpose, Instant startedAt,
            Instant endedAt, @Nullable String consentBy, @Nullable String notes) {}

    record AttachmentReference(String id, String name) {}

    /** @param forStaff false hides the reasons of most changes and the notes of interactions, which are written for colleagues */
    static TimelineEntryResponse of(String ticketNumber, StoredEntry stored, boolean forStaff) {
        var entry = stored.entry();
        return switch (entry.detail()) {
            case Message() ->
                message(entry, stored.body(), stored.isTruncated() ? TicketPaths.message(ticketNumber, entry.id()) : null);
            case StatusChange(var from, var to, var reason, var questions, _) -> change(entry, EntryType.STATUS, from.name(),
                    to.name(), forStaff || isForCustomer(entry, to) ? reason : null, questions.isEmpty() ? null : questions);
            case FieldChange(var field, var from, var to, var reason) -> change(entry, EntryType.valueOf(field.name()), from, to,
                    forStaff || FOR_CUSTOMERS.contains(field) ? reason : null, null);
            case Interaction it -> interaction(entry, new InteractionResponse(it.channel(), it.access(), it.purpose(),
                    it.startedAt(), it.endedAt(), it.consentBy(), forStaff ? it.notes() : null));
            case Attachment(var id, var name) -> attachment(entry, new AttachmentReference(id, name));
        };
    }

    private static TimelineEntryResponse message(Entry entry, @Nullable String body, @Nullable String wholeBody) {
        return new TimelineEntryResponse(entry.id(), entry.at(), by(entry), entry.direction(), visibility(entry),
                EntryType.MESSAGE, body, wholeBody, null, null, null, null, null, null, null);
    }

    private static TimelineEntryResponse change(Entry entry, EntryType type, @Nullable String from, @Nullable String to,
            @Nullable String reason, @Nullable List<String> questions) {
        return new TimelineEntryResponse(entry.id(), entry.at(), by(entry), entry.direction(), visibility(entry), type, null,
                null, from, to, reason, questions, null, null, null);
    }

    private static TimelineEntryResponse interaction(Entry entry, InteractionResponse interaction) {
        return new TimelineEntryResponse(entry.id(), entry.at(), by(entry), entry.direction(), visibility(entry),
                EntryType.INTERACTION, null, null, null, null, null, null, interaction, null, null);
    }

    private static TimelineEntryResponse attachment(Entry entry, AttachmentReference attachment) {
        return new TimelineEntryResponse(entry.id(), entry.at(), by(entry), entry.direction(), visibility(entry),
                EntryType.ATTACHMENT, null, null, null, null, null, null, null, attachment, null);
    }

    TimelineEntryResponse withHtml() {
        return body == null
                ? this
                : new TimelineEntryResponse(id, at, by, direction, visibility, type, body, wholeBody, from, to, reason, questions,
                        interaction, attachment, MarkdownHtml.of(body));
    }

    private static Person by(Entry entry) {
        return new Person(entry.by(), entry.name());
    }

    private static Visibility visibility(Entry entry) {
        return entry.isInternal() ? Visibility.INTERNAL : Visibility.PUBLIC;
    }

    /** The customer gets the own reasons, and why a ticket was refused or declined. */
    private static boolean isForCustomer(Entry entry, Status to) {
        return entry.direction() == Direction.TO_VENDOR || to == Status.REFUSED || to == Status.DECLINED;
    }
}
