package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.max;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How far each person has read each ticket. A mark is kept for 90 days after it was written last: an entry that is older counts
 * as read, so that the marks do not grow for years.
 */
@Adapter
final class ReadMarks {
    static final Duration RETENTION = Duration.ofDays(90);
    private static final String AT = "at";
    private static final String SIZE = "size";

    private final Documents documents;
    private final Clock clock;

    ReadMarks(Outbox outbox, Clock clock) {
        documents = new Documents(outbox, "read_marks", new IndexModel(Indexes.ascending(AT)));
        this.clock = clock;
    }

    /** Records that a person has read the entries of a ticket up to this number of them. Repeating is safe, in any order. */
    void put(Caller caller, String ticketId, int size) {
        documents.put(id(caller, ticketId), combine(max(SIZE, size), max(AT, clock.instant())));
    }

    /** Returns the ids of those tickets that have an entry by another person which the caller has not read, with one query. */
    Set<String> unread(Caller caller, List<TicketSummary> tickets) {
        var oldest = clock.instant().minus(RETENTION);
        var recent = tickets.stream().filter(ticket -> isRecent(ticket, caller, oldest)).toList();
        var marks = new HashMap<String, Integer>();
        var ids = recent.stream().map(ticket -> id(caller, ticket.ticketId())).toList();
        documents.query(in("_id", ids), Projections.include(SIZE), Sorts.ascending("_id"), ids.size())
                .forEach(mark -> marks.put(mark.getString("_id"), mark.getInteger(SIZE)));
        var unread = new HashSet<String>();
        for (var ticket : recent) {
            var mark = marks.get(id(caller, ticket.ticketId()));
            var progress = ticket.progress();
            if (progress != null && (mark == null || mark < progress.of(caller.isStaff()).size())) unread.add(ticket.ticketId());
        }
        return unread;
    }

    private static boolean isRecent(TicketSummary ticket, Caller caller, Instant oldest) {
        if (ticket.progress() == null) return false;
        var end = ticket.progress().of(caller.isStaff());
        return !end.by().equals(caller.person()) && end.at().isAfter(oldest);
    }

    /** Removes marks whose time is over. */
    void removeExpired() {
        documents.deleteAll(lt(AT, clock.instant().minus(RETENTION)));
    }

    private static String id(Caller caller, String ticketId) {
        return caller.person() + "/" + ticketId;
    }
}
