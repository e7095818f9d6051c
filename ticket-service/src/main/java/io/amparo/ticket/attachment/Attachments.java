package io.amparo.ticket.attachment;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.file.ReceivedFile;
import io.amparo.platform.file.ScanState;
import io.amparo.platform.file.StoredFiles;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * Store of the attachments of all tickets: {@code attachments} describes them, by ticket, and GridFS has their content. The
 * description is pending from before the upload until the ticket counts it, so that each stored byte has a description. Readers
 * ask the ticket about a pending one.
 */
@Adapter
public final class Attachments {
    /** Attachments that a ticket takes. */
    public static final int MAX_COUNT = 100;
    /** Bytes of all attachments of a ticket. */
    public static final long MAX_BYTES = 250L << 20;
    /** Descriptions of a ticket that are read: those that count, and some of uploads in progress or crashed. */
    private static final int MAX_LISTED = 2 * MAX_COUNT;
    private static final String TICKET_ID = "ticketId";
    private static final String PENDING_SINCE = "pendingSince";

    private final Documents documents;
    private final StoredFiles files;

    Attachments(Outbox outbox, StoredFiles files) {
        this.documents = new Documents(outbox, "attachments", new IndexModel(Indexes.ascending(TICKET_ID)),
                new IndexModel(Indexes.ascending(PENDING_SINCE), new IndexOptions().sparse(true)));
        this.files = files;
    }

    /** Stores a pending attachment. After a crash its id leads the clean-up also to a part of the content. */
    public void store(Attachment attachment, ReceivedFile file) throws IOException {
        documents.insert(encode(attachment).append(PENDING_SINCE, attachment.at()));
        files.store(attachment.id(), file);
    }

    /** Marks an attachment that its ticket counts. */
    public void settle(String id) {
        documents.update(eq(id), unset(PENDING_SINCE));
    }

    /** Removes an attachment that its ticket does not count: first the content, so that a crash leaves the description. */
    public void remove(String id) {
        files.remove(id);
        documents.delete(eq(id));
    }

    public Optional<Attachment> find(String id) {
        return documents.find(id).map(Attachments::decode);
    }

    /** Returns the attachments of a ticket, oldest first, and pending ones; by the index on the ticket. */
    public List<Attachment> ofTicket(String ticketId) {
        return documents.query(eq(TICKET_ID, ticketId), null, Sorts.ascending("at", "_id"), MAX_LISTED).stream()
                .map(Attachments::decode).toList();
    }

    /** Returns attachments that are pending since before an instant, longest first; by the index on that field. */
    public List<Attachment> pendingSinceBefore(Instant before, int limit) {
        return documents.query(lt(PENDING_SINCE, before), null, Sorts.ascending(PENDING_SINCE), limit).stream()
                .map(Attachments::decode).toList();
    }

    /** Lets an attachment be pending from now on as if it was new. */
    public void postpone(String id, Instant now) {
        documents.update(and(eq(id), new Document(PENDING_SINCE, new Document("$exists", true))), set(PENDING_SINCE, now));
    }

    private static Document encode(Attachment attachment) {
        var file = attachment.file();
        return new Document("_id", attachment.id()).append(TICKET_ID, attachment.ticketId())
                .append("entryId", attachment.entryId()).append("name", file.name()).append("type", file.type())
                .append("size", file.size()).append("sha256", file.sha256()).append("scan", attachment.scan().name())
                .append("by", attachment.by().id()).append("byName", attachment.by().name()).append("at", attachment.at())
                .append("internal", attachment.internal());
    }

    private static Attachment decode(Document found) {
        return new Attachment(found.getString("_id"), found.getString(TICKET_ID), found.getString("entryId"),
                new ReceivedFile.Description(found.getString("name"), found.getString("type"), found.getLong("size"),
                        found.getString("sha256")),
                ScanState.valueOf(found.getString("scan")),
                new Attachment.Person(found.getString("by"), found.getString("byName")), found.getDate("at").toInstant(),
                found.getBoolean("internal"), found.containsKey(PENDING_SINCE));
    }
}
