package io.amparo.ticket.attachment;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.MongoGridFSException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.web.ApiException;
import io.amparo.ticket.attachment.AttachmentScanner.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.BsonString;
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
    /** Chunks of 255 kB that are in memory during a download; by default the server sends as many as fit into 16 MB. */
    private static final int CHUNKS_IN_MEMORY = 4;
    private static final String BUCKET = "attachments";
    private static final String TICKET_ID = "ticketId";
    private static final String PENDING_SINCE = "pendingSince";
    private static final System.Logger LOG = System.getLogger(Attachments.class.getName());

    private final Documents documents;
    private final GridFSBucket files;
    private final AttachmentScanner scanner;

    Attachments(Outbox outbox, MongoDatabase database, AttachmentScanner scanner) {
        this.documents = new Documents(outbox, BUCKET, new IndexModel(Indexes.ascending(TICKET_ID)),
                new IndexModel(Indexes.ascending(PENDING_SINCE), new IndexOptions().sparse(true)));
        this.files = GridFSBuckets.create(database, BUCKET);
        // The embedded store would read the chunks of all files: it uses no unique index for a range.
        database.getCollection(BUCKET + ".chunks").createIndex(Indexes.ascending("files_id"));
        this.scanner = scanner;
    }

    /**
     * Has a file examined before it is stored.
     *
     * @throws ApiException 422 if it is infected
     * @throws UpstreamProblemException 503 if the scanner is not available
     */
    public ScanState scan(ReceivedFile file) throws IOException {
        return switch (verdict(file)) {
            case Verdict.Clean() -> ScanState.CLEAN;
            case Verdict.Unscanned() -> ScanState.UNSCANNED;
            case Verdict.Infected(var malware) -> {
                LOG.log(Level.WARNING, "Attachment with sha-256 {0} is infected with {1}; refused with 422",
                        file.description().sha256(), malware);
                throw ApiException.invalid("infected", List.of(new ApiException.FieldError("file", "infected", malware)));
            }
        };
    }

    private Verdict verdict(ReceivedFile file) throws IOException {
        try (var content = file.content().open()) {
            return scanner.scan(content);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Virus scanner is not available; refusing an attachment with 503", e);
            throw UpstreamProblemException.unavailable();
        }
    }

    /** Stores a pending attachment. After a crash its id leads the clean-up also to a part of the content. */
    public void store(Attachment attachment, ReceivedFile.Content content) throws IOException {
        documents.insert(encode(attachment).append(PENDING_SINCE, attachment.at()));
        try (var stream = content.open()) {
            files.uploadFromStream(new BsonString(attachment.id()), attachment.file().name(), stream);
        }
    }

    /** Marks an attachment that its ticket counts. */
    public void settle(String id) {
        documents.update(eq(id), unset(PENDING_SINCE));
    }

    /** Removes an attachment that its ticket does not count: first the content, so that a crash leaves the description. */
    public void remove(String id) {
        try {
            files.delete(new BsonString(id));
        } catch (MongoGridFSException ignored) {
            // The upload had not ended. The chunks are deleted nevertheless.
        }
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

    InputStream open(String id) {
        return files.openDownloadStream(new BsonString(id)).batchSize(CHUNKS_IN_MEMORY);
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
