package io.amparo.knowledge.forum;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.knowledge.forum.Post.Former;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Store of the posts of all topics. A post is inserted without a position before the guarded write of its topic. That write
 * decides whether the post counts; only then {@link #storePosition} sets its position. A post without a position has no reader.
 */
@Adapter
final class Posts {
    private static final String POSITION_KEY = "positionKey";
    /** Since when a post waits for its position; only on posts without one. */
    private static final String PENDING_SINCE = "pendingSince";

    /** A post without a position. */
    record Pending(String documentId, String topicId, Instant since) {}

    private final Documents documents;

    Posts(Outbox outbox) {
        documents = new Documents(outbox, "forum_posts",
                new IndexModel(Indexes.ascending(POSITION_KEY), new IndexOptions().unique(true).sparse(true)),
                new IndexModel(Indexes.ascending(PENDING_SINCE), new IndexOptions().sparse(true)),
                new IndexModel(Indexes.ascending("author")), new IndexModel(Indexes.ascending("mentions")));
    }

    /** Inserts a post without a position; an existing one waits from now on as if it was new. */
    void insert(Post post) {
        var id = documentId(post.topicId(), post.id());
        var document = new Document("_id", id).append("topicId", post.topicId()).append("id", post.id())
                .append("author", post.author()).append("byVendor", post.byVendor()).append("text", post.text())
                .append("mentions", post.mentions()).append("postedAt", post.postedAt()).append("version", post.version())
                .append("history", List.of()).append(PENDING_SINCE, post.postedAt());
        while (!documents.insert(document)) {
            var existing = documents.find(id);
            if (existing.isEmpty()) continue; // removed since as an orphan
            if (existing.get().containsKey(POSITION_KEY) || documents
                    .update(pending(id, Instants.read(existing.get(), PENDING_SINCE)), set(PENDING_SINCE, post.postedAt())))
                return;
        }
    }

    private static Document pending(String documentId, @Nullable Instant since) {
        return new Document("_id", documentId).append(PENDING_SINCE, since);
    }

    /**
     * Stores the position of the last post of a topic. Must be called before the topic counts another post; repeating is safe.
     */
    void storePosition(Topic topic) {
        var thread = topic.thread();
        documents.put(documentId(topic.id(), thread.lastPost()),
                combine(set(POSITION_KEY, positionKey(topic.id(), thread.posts())), set("position", thread.posts()),
                        unset(PENDING_SINCE)));
    }

    /** Returns a post that counts. */
    Optional<Post> find(String topicId, String postId) {
        return documents.find(documentId(topicId, postId)).filter(found -> found.containsKey(POSITION_KEY)).map(Posts::read);
    }

    /**
     * Returns the posts after a position, in order, without former texts. Reads the documents of the page by the unique index.
     */
    List<Post> page(Topic topic, int after, int limit) {
        int last = Math.min(after + limit, topic.thread().posts());
        var keys = IntStream.rangeClosed(after + 1, last).mapToObj(at -> positionKey(topic.id(), at)).toList();
        if (keys.isEmpty()) return List.of();
        Supplier<List<Document>> find = () -> documents.query(in(POSITION_KEY, keys), Projections.exclude("history"),
                Sorts.ascending(POSITION_KEY), keys.size());
        var found = find.get();
        if (found.size() < keys.size()) { // the last change has not stored its position yet, or its process crashed
            storePosition(topic);
            found = find.get();
        }
        return found.stream().map(Posts::read).toList();
    }

    /** Replaces the text and keeps the former one. Returns false if the post has another version. */
    boolean edit(Post post, int version, String text, Instant now) {
        return documents.update(and(eq("_id", documentId(post.topicId(), post.id())), eq("version", version)),
                combine(set("text", text), set("mentions", Mentions.authors(text)), set("editedAt", now), inc("version", 1),
                        push("history", new Document("text", post.text()).append("until", now))));
    }

    /** Rewrites the text and the former texts of a post, unless it was edited since; it is no edit. */
    boolean rewrite(Post post, UnaryOperator<String> rewriting) {
        var text = rewriting.apply(post.text());
        return documents.update(and(eq("_id", documentId(post.topicId(), post.id())), eq("version", post.version())),
                combine(set("text", text), set("mentions", Mentions.authors(text)),
                        set("history", Objects.requireNonNull(post.history()).stream().map(
                                former -> new Document("text", rewriting.apply(former.text())).append("until", former.until()))
                                .toList())));
    }

    /** Returns ids of topics with posts by or about an author, after an id. */
    List<String> topicsOf(String authorId, String afterId, int limit) {
        var found = documents.query(and(or(eq("author", authorId), eq("mentions", authorId)), gt("topicId", afterId)),
                Projections.include("topicId"), Sorts.ascending("topicId"), limit);
        return found.stream().map(each -> each.getString("topicId")).distinct().toList();
    }

    /** Returns posts that wait for their position since before an instant, longest first. */
    List<Pending> pendingSinceBefore(Instant before, int limit) {
        return documents
                .query(lt(PENDING_SINCE, before), Projections.include("topicId", PENDING_SINCE), Sorts.ascending(PENDING_SINCE),
                        limit)
                .stream().map(found -> new Pending(found.getString("_id"), found.getString("topicId"),
                        found.getDate(PENDING_SINCE).toInstant()))
                .toList();
    }

    /** Removes a post that still waits; a retry since it was found keeps it. */
    void remove(Pending post) {
        documents.delete(pending(post.documentId(), post.since()));
    }

    private static Post read(Document found) {
        var history = found.getList("history", Document.class);
        return new Post(found.getString("topicId"), found.getString("id"), found.getInteger("position"),
                found.getString("author"), found.getBoolean("byVendor"), found.getString("text"),
                found.getList("mentions", String.class), found.getDate("postedAt").toInstant(), found.getInteger("version"),
                Instants.read(found, "editedAt"),
                history == null
                        ? null
                        : history.stream()
                                .map(former -> new Former(former.getString("text"), former.getDate("until").toInstant()))
                                .toList());
    }

    private static String documentId(String topicId, String postId) {
        return topicId + "/" + postId;
    }

    private static String positionKey(String topicId, int position) {
        return "%s/%07d".formatted(topicId, position);
    }
}
