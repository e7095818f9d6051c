package io.amparo.knowledge.forum;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.Document;

/** Who watches which topics. */
@Adapter
final class Watches {
    /** Watched topics that a list considers, the newest watches first. */
    private static final int MAX_LISTED = 1_000;
    private static final String WATCHER = "watcher";
    private static final String TOPIC = "topicId";

    /** The character after the slash, which separates topic and author. */
    private static final String AFTER_SEPARATOR = "0";

    private final Documents documents;

    Watches(Outbox outbox) {
        documents = new Documents(outbox, "forum_watches", new IndexModel(Indexes.ascending(WATCHER)));
    }

    void add(String topicId, String authorId, Instant now) {
        documents.insert(
                new Document("_id", id(topicId, authorId)).append(TOPIC, topicId).append(WATCHER, authorId).append("at", now));
    }

    void remove(String topicId, String authorId) {
        documents.delete(eq("_id", id(topicId, authorId)));
    }

    void removeAll(String authorId) {
        documents.deleteAll(eq(WATCHER, authorId));
    }

    List<String> topicsOf(String authorId) {
        return documents.query(eq(WATCHER, authorId), Projections.include(TOPIC), Sorts.descending("at"), MAX_LISTED).stream()
                .map(found -> found.getString(TOPIC)).toList();
    }

    /** Returns who watches a topic, by author id, after an author. Served by the index on the id, which begins with the topic. */
    List<String> watchersOf(String topicId, String afterAuthor, int limit) {
        return documents
                .query(and(gt("_id", id(topicId, afterAuthor)), lt("_id", topicId + AFTER_SEPARATOR)),
                        Projections.include(WATCHER), Sorts.ascending("_id"), limit)
                .stream().map(found -> found.getString(WATCHER)).toList();
    }

    /** Returns those of the topics that a person watches. */
    Set<String> of(String authorId, List<String> topicIds) {
        var watched = new HashSet<String>();
        documents.query(in("_id", topicIds.stream().map(topic -> id(topic, authorId)).toList()), Projections.include(TOPIC),
                Sorts.ascending("_id"), topicIds.size()).forEach(found -> watched.add(found.getString(TOPIC)));
        return watched;
    }

    private static String id(String topicId, String authorId) {
        return topicId + "/" + authorId;
    }
}
