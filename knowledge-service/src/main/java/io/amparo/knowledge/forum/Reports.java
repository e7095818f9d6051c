package io.amparo.knowledge.forum;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.web.Cursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Reports of posts, one per post and person: the queue of the moderation. */
@Adapter
final class Reports {
    enum Reason {
        SPAM, OFFENSIVE, PERSONAL_DATA, OFF_TOPIC, OTHER
    }

    enum State {
        OPEN, UPHELD, REJECTED
    }

    /** @param note reason of the decision; null while it is open */
    record Report(String id, String topicId, String postId, String reporter, Reason reason, @Nullable String text, Instant at,
            State state, @Nullable String note, @Nullable String decidedBy, @Nullable Instant decidedAt) {}

    private final Documents documents;

    Reports(Outbox outbox) {
        documents = new Documents(outbox, "forum_reports", new IndexModel(Indexes.ascending("state", "at", "_id")),
                new IndexModel(Indexes.ascending("at", "_id")), new IndexModel(Indexes.ascending("post", "state", "_id")));
    }

    /** Returns the report of this person about this post, which is the first one. */
    Report add(String topicId, String postId, String reporter, Reason reason, @Nullable String text, Instant now) {
        var id = Ids.uuidOf("report\n" + topicId + "\n" + postId + "\n" + reporter);
        documents.insert(new Document("_id", id).append("topicId", topicId).append("postId", postId)
                .append("post", topicId + "/" + postId).append("reporter", reporter).append("reason", reason.name())
                .append("text", text).append("at", now).append("state", State.OPEN.name()));
        return find(id).orElseThrow();
    }

    Optional<Report> find(String id) {
        return documents.find(id).map(Reports::read);
    }

    /** Returns a page, oldest first. */
    List<Report> page(@Nullable State state, @Nullable Cursor after, int limit) {
        var conditions = new ArrayList<Bson>();
        if (state != null) conditions.add(eq("state", state.name()));
        if (after != null) {
            var at = after.firstAsInstant();
            conditions.add(or(gt("at", at), and(eq("at", at), gt("_id", after.second()))));
        }
        return documents.query(conditions.isEmpty() ? new Document() : and(conditions), null, Sorts.ascending("at", "_id"), limit)
                .stream().map(Reports::read).toList();
    }

    static String cursor(Report report) {
        return Cursor.of(report.at(), report.id()).toString();
    }

    /** Decides an open report. Returns false if it is decided. */
    boolean decide(String id, State state, String note, String by, Instant now) {
        return documents.update(and(eq("_id", id), eq("state", State.OPEN.name())),
                combine(set("state", state.name()), set("note", note), set("decidedBy", by), set("decidedAt", now)));
    }

    /** Upholds the open reports of a post that is hidden. */
    void uphold(String topicId, String postId, String note, String by, Instant now) {
        var open = and(eq("post", topicId + "/" + postId), eq("state", State.OPEN.name()));
        for (var found = documents.query(open, null, Sorts.ascending("_id"), 100); !found.isEmpty(); found = documents.query(open,
                null, Sorts.ascending("_id"), 100))
            found.forEach(each -> decide(each.getString("_id"), State.UPHELD, note, by, now));
    }

    private static Report read(Document found) {
        return new Report(found.getString("_id"), found.getString("topicId"), found.getString("postId"),
                found.getString("reporter"), Reason.valueOf(found.getString("reason")), found.getString("text"),
                found.getDate("at").toInstant(), State.valueOf(found.getString("state")), found.getString("note"),
                found.getString("decidedBy"), Instants.read(found, "decidedAt"));
    }
}
