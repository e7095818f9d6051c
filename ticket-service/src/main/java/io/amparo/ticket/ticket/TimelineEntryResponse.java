package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.TicketResponse.Person;
import io.amparo.ticket.ticket.Timeline.Detail.Message;
import io.amparo.ticket.ticket.Timeline.Detail.StatusChange;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Entry;
import io.amparo.ticket.ticket.TimelineEntries.StoredEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message or a status change of a ticket.
 *
 * @param wholeBody path of the whole message; null if {@code body} is the whole text
 */
record TimelineEntryResponse(String id, Instant at, Person by, Direction direction, Visibility visibility, EntryType type,
        @Nullable String body, @Nullable String wholeBody, @Nullable Status from, @Nullable Status to, @Nullable String reason) {

    enum EntryType { MESSAGE, STATUS }

    /** Audience of a timeline entry. */
    enum Visibility { PUBLIC, INTERNAL }

    /** @param forStaff false hides the reasons of the vendor's status changes, which are written for colleagues */
    static TimelineEntryResponse of(String ticketNumber, StoredEntry stored, boolean forStaff) {
        var entry = stored.entry();
        var by = new Person(entry.by(), entry.name());
        var visibility = entry.isInternal() ? Visibility.INTERNAL : Visibility.PUBLIC;
        var wholeBody = stored.isTruncated() ? Ticket.messagePath(ticketNumber, entry.id()) : null;
        return switch (entry.detail()) {
            case Message() -> new TimelineEntryResponse(entry.id(), entry.at(), by, entry.direction(), visibility,
                    EntryType.MESSAGE, stored.body(), wholeBody, null, null, null);
            case StatusChange(var from, var to, var reason) ->
                new TimelineEntryResponse(entry.id(), entry.at(), by, entry.direction(), visibility, EntryType.STATUS, null, null,
                        from, to, forStaff || isForCustomer(entry, to) ? reason : null);
        };
    }

    /** The customer gets the own reasons, and why a ticket was refused or declined. */
    private static boolean isForCustomer(Entry entry, Status to) {
        return entry.direction() == Direction.TO_VENDOR || to == Status.REFUSED || to == Status.DECLINED;
    }
}
