package io.amparo.notification.inbox;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.web.Cursor;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of all inboxes. A reader is several recipients: the person id and the account. */
@Adapter
public final class Notifications {
    static final int MAX_UNREAD = 1_000;
    private static final String RECIPIENT = "recipient";
    private static final String KIND = "kind";
    private static final String ADDED_AT = "addedAt";
    private static final String READ_AT = "readAt";
    private static final Bson UNREAD = eq(READ_AT, null);
    private static final Bson NEWEST_FIRST = Sorts.descending(ADDED_AT, "_id");

    private final Documents documents;

    public Notifications(Outbox outbox) {
        documents = new Documents(outbox, "notifications",
                new IndexModel(Indexes.compoundIndex(Indexes.ascending(RECIPIENT), Indexes.descending(ADDED_AT, "_id"))),
                new IndexModel(Indexes.compoundIndex(Indexes.ascending(RECIPIENT, READ_AT), Indexes.descending(ADDED_AT, "_id"))),
                new IndexModel(Indexes.ascending(ADDED_AT, "_id")));
    }

    /** Adds a notice. Returns false if the recipient has it already; its read state is not changed. */
    public boolean add(Notification added) {
        var about = added.about();
        return documents
                .insert(new Document("_id", added.id()).append(RECIPIENT, added.recipient()).append(KIND, added.kind().name())
                        .append("template", added.model().template()).append("facts", FactCodec.encode(added.model().facts()))
                        .append("about",
                                new Document("type", about.type().name()).append("id", about.id()).append("label", about.label()))
                        .append("language", added.language()).append("zone", added.zone() == null ? null : added.zone().getId())
                        .append(ADDED_AT, added.addedAt()).append(READ_AT, added.readAt()));
    }

    /** Returns notices of a reader, newest first, after the given one. */
    List<Notification> page(Collection<String> reader, boolean unreadOnly, @Nullable Cursor after, int limit) {
        var own = in(RECIPIENT, reader);
        var listed = unreadOnly ? and(own, UNREAD) : own;
        return documents.query(after == null ? listed : and(listed, olderThan(after)), null, NEWEST_FIRST, limit).stream()
                .map(Notifications::read).toList();
    }

    private static Bson olderThan(Cursor last) {
        var addedAt = last.firstAsInstant();
        return and(lte(ADDED_AT, addedAt), or(lt(ADDED_AT, addedAt), lt("_id", last.second())));
    }

    /** Finds a notice of a reader. */
    Optional<Notification> find(Collection<String> reader, String id) {
        return documents.find(id).map(Notifications::read).filter(found -> reader.contains(found.recipient()));
    }

    /** Returns how many notices a reader has not read, at most {@value #MAX_UNREAD}. */
    int unread(Collection<String> reader) {
        return documents.count(and(in(RECIPIENT, reader), UNREAD), MAX_UNREAD);
    }

    /** Records that a reader has read a notice; the first time counts. */
    void read(Collection<String> reader, String id, Instant now) {
        documents.update(and(eq("_id", id), in(RECIPIENT, reader), UNREAD), set(READ_AT, now));
    }

    /** Records that a reader has read all notices that were added until now. */
    void readAll(Collection<String> reader, Instant now) {
        documents.updateAll(and(in(RECIPIENT, reader), UNREAD, lte(ADDED_AT, now)), set(READ_AT, now));
    }

    /** Returns the notices of everybody that were added at or after an instant, oldest first, after the given one. */
    public List<Notification> addedSince(Instant since, @Nullable Notification after, int limit) {
        var condition = after == null
                ? gte(ADDED_AT, since)
                : and(gte(ADDED_AT, after.addedAt()), or(gt(ADDED_AT, after.addedAt()), gt("_id", after.id())));
        return documents.query(condition, null, Sorts.ascending(ADDED_AT, "_id"), limit).stream().map(Notifications::read)
                .toList();
    }

    /** Deletes the notices of an account about the forum. */
    public void deleteForum(String account) {
        documents.deleteAll(and(eq(RECIPIENT, account), in(KIND, NoticeKind.forumKinds())));
    }

    void deleteAddedBefore(Instant end) {
        documents.deleteAll(lt(ADDED_AT, end));
    }

    private static Notification read(Document found) {
        var about = found.get("about", Document.class);
        var zone = found.getString("zone");
        return new Notification(found.getString("_id"), found.getString(RECIPIENT),
                new MailModel(found.getString("template"), FactCodec.decode(found.get("facts", Document.class))),
                new RelatedResource(RelatedResource.Type.valueOf(about.getString("type")), about.getString("id"),
                        about.getString("label")),
                found.getString("language"), zone == null ? null : ZoneId.of(zone), found.getDate(ADDED_AT).toInstant(),
                Instants.read(found, READ_AT));
    }
}
