package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.Detail;
import io.amparo.ticket.ticket.Timeline.Direction;
import io.amparo.ticket.ticket.Timeline.Entry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Store of the timeline entries of all tickets, {@code messages}, by ticket and entry id. A message is inserted without a
 * position before the guarded write of its ticket. That write decides whether the message counts; only then
 * {@link #storePositions} sets its position. A message whose ticket write never happened has no position, so no reader finds it.
 */
@Adapter
final class TimelineEntries {
    // One field for each sequence: the embedded store uses an index only for queries on exactly one unique field.
    private static final String POSITION_KEY = "positionKey";
    private static final String PUBLIC_POSITION_KEY = "publicPositionKey";
    /** Since when a message waits for its position; only on messages without one. */
    private static final String PENDING_SINCE = "pendingSince";

    /**
     * An entry with the text of a message.
     *
     * @param body null for other entries
     */
    record StoredEntry(Entry entry, @Nullable String body, boolean isTruncated) {}

    /** A message without a position. */
    record PendingMessage(String documentId, String ticketId, Instant since) {}

    private final Documents documents;

    TimelineEntries(Outbox outbox) {
        documents = new Documents(outbox, "messages", uniqueIndex(POSITION_KEY), uniqueIndex(PUBLIC_POSITION_KEY),
                new IndexModel(Indexes.ascending(PENDING_SINCE), new IndexOptions().sparse(true)));
    }

    private static IndexModel uniqueIndex(String field) {
        return new IndexModel(Indexes.ascending(field), new IndexOptions().unique(true).sparse(true));
    }

    /**
     * Inserts a message without a position, or finds the one with this id, which waits from now on as if it was new.
     *
     * @return false if the existing message has another text, author or audience
     */
    boolean insertMessage(String ticketId, String messageId, Person by, Direction direction, MessageBody body, Instant now) {
        var message = new Document("_id", documentId(ticketId, messageId)).append("ticketId", ticketId).append("by", by.id())
                .append("direction", direction.name()).append("body", body.head()).append("rest", body.rest())
                .append("truncated", body.isTruncated());
        while (!documents.insert(new Document(message).append(PENDING_SINCE, now))) {
            var existing = documents.find(message.getString("_id"));
            if (existing.isEmpty()) continue; // removed since as an orphan
            if (!hasFields(existing.get(), message)) return false;
            if (existing.get().containsKey(POSITION_KEY) || renew(existing.get(), now)) return true;
        }
        return true;
    }

    private static boolean hasFields(Document document, Document fields) {
        return fields.entrySet().stream().allMatch(field -> Objects.equals(document.get(field.getKey()), field.getValue()));
    }

    private boolean renew(Document pending, Instant now) {
        return documents.update(pendingSince(pending.getString("_id"), pending.get(PENDING_SINCE)), set(PENDING_SINCE, now));
    }

    /** Matches a message only while it waits since this instant: not after a retry or {@link #storePositions}. */
    private static Bson pendingSince(String documentId, @Nullable Object since) {
        return new Document("_id", documentId).append(PENDING_SINCE, since);
    }

    /** Returns messages that wait for their position since before an instant, longest first, by the index on that field. */
    List<PendingMessage> pendingSinceBefore(Instant before, int limit) {
        return documents
                .query(lt(PENDING_SINCE, before), Projections.include("ticketId", PENDING_SINCE), Sorts.ascending(PENDING_SINCE),
                        limit)
                .stream().map(found -> new PendingMessage(found.getString("_id"), found.getString("ticketId"),
                        found.getDate(PENDING_SINCE).toInstant()))
                .toList();
    }

    /** Removes a message that still waits; a retry since it was found keeps it. */
    void remove(PendingMessage message) {
        documents.delete(pendingSince(message.documentId(), message.since()));
    }

    /** Lets a message wait from now on as if it was new. */
    void postpone(PendingMessage message, Instant now) {
        documents.update(pendingSince(message.documentId(), message.since()), set(PENDING_SINCE, now));
    }

    /**
     * Stores the positions of the entries of the ticket's last change, and returns when a majority has them. Must be called
     * before the next change, which removes them from the ticket. Repeating is safe: the ticket write has decided the positions.
     */
    void storePositions(Ticket ticket) {
        for (var entry : ticket.timeline().newest()) {
            var fields = TicketCodec.entry(entry).append(POSITION_KEY, positionKey(ticket.id(), entry.position()));
            if (!entry.isInternal()) fields.append(PUBLIC_POSITION_KEY, positionKey(ticket.id(), entry.publicPosition()));
            documents.put(documentId(ticket.id(), entry.id()), combine(new Document("$set", fields), unset(PENDING_SINCE)));
        }
    }

    /** Returns an entry of the timeline. The positions of the last change must be stored. */
    Optional<Entry> findEntry(String ticketId, String entryId) {
        return documents.find(documentId(ticketId, entryId)).filter(found -> found.containsKey(POSITION_KEY))
                .map(TicketCodec::readEntry);
    }

    /** Returns the id of the attachment that an entry adds; empty if it does not count. */
    Optional<String> findAttachment(String ticketId, String entryId) {
        return documents.find(documentId(ticketId, entryId)).filter(found -> found.containsKey(POSITION_KEY))
                .map(found -> TicketCodec.readEntry(found).detail())
                .flatMap(detail -> detail instanceof Detail.Attachment(var id, _) ? Optional.of(id) : Optional.empty());
    }

    /** Returns a message with its whole text; empty if it does not count. */
    Optional<StoredEntry> findMessage(String ticketId, String messageId) {
        return documents.find(documentId(ticketId, messageId))
                .filter(found -> found.containsKey("body") && found.containsKey(POSITION_KEY))
                .map(found -> new StoredEntry(TicketCodec.readEntry(found), found.getString("body") + found.getString("rest"),
                        false));
    }

    /**
     * Returns the entries before a position, newest first and without the rest of long messages. Reads exactly the documents of
     * the page, by the unique indexes.
     *
     * @param withInternal whether positions are those of the whole timeline, or of the part that the customer sees
     * @param before null for the newest entries
     */
    List<StoredEntry> page(Ticket ticket, boolean withInternal, @Nullable Integer before, int limit) {
        int last = withInternal ? ticket.timeline().size() : ticket.timeline().publicSize();
        int end = before == null ? last : Math.min(before - 1, last);
        var field = withInternal ? POSITION_KEY : PUBLIC_POSITION_KEY;
        var keys = IntStream.rangeClosed(Math.max(1, end - limit + 1), end).mapToObj(at -> positionKey(ticket.id(), at)).toList();
        if (keys.isEmpty()) return List.of();
        Supplier<List<Document>> find = () -> documents.query(in(field, keys), Projections.exclude("rest"),
                Sorts.descending(field), keys.size());
        var found = find.get();
        if (found.size() < keys.size()) { // the last change has not stored its positions yet, or its process crashed
            storePositions(ticket);
            found = find.get();
        }
        return found.stream().map(TimelineEntries::readWithoutRest).toList();
    }

    private static StoredEntry readWithoutRest(Document found) {
        return new StoredEntry(TicketCodec.readEntry(found), found.getString("body"), found.getBoolean("truncated", false));
    }

    private static String documentId(String ticketId, String entryId) {
        return ticketId + "/" + entryId;
    }

    private static String positionKey(String ticketId, int position) {
        return "%s/%07d".formatted(ticketId, position);
    }
}
