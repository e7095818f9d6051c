package io.amparo.knowledge.forum;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.Document;

/**
 * Who finds which post helpful. One document per post and account; the number is counted, so it is exact. An erasure keeps the
 * votes: their account is a hash, so that no account votes twice.
 */
@Adapter
final class Votes {
    private static final String POST = "post";

    private final Documents documents;

    Votes(Outbox outbox) {
        documents = new Documents(outbox, "forum_votes", new IndexModel(Indexes.ascending(POST)));
    }

    void add(String postId, String subject) {
        documents.insert(new Document("_id", id(postId, subject)).append(POST, postId));
    }

    void remove(String postId, String subject) {
        documents.delete(eq("_id", id(postId, subject)));
    }

    /** Returns the number of votes by post; a post without any is missing. */
    Map<String, Integer> count(List<String> postIds) {
        var counts = new HashMap<String, Integer>();
        if (!postIds.isEmpty())
            documents.aggregate(Aggregates.match(in(POST, postIds)), Aggregates.group("$" + POST, Accumulators.sum("votes", 1)))
                    .forEach(row -> counts.put(row.getString("_id"), ((Number) row.get("votes")).intValue()));
        return counts;
    }

    /** Returns those of the posts for which an account has voted. */
    Set<String> of(String subject, List<String> postIds) {
        var voted = new HashSet<String>();
        documents.query(in("_id", postIds.stream().map(post -> id(post, subject)).toList()), Projections.include(POST),
                Sorts.ascending("_id"), postIds.size()).forEach(found -> voted.add(found.getString(POST)));
        return voted;
    }

    private static String id(String postId, String subject) {
        return postId + "/" + Ids.uuidOf("voter\n" + subject);
    }
}
