package io.amparo.knowledge.article;

import io.amparo.platform.Adapter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bson.Document;

/** Counts how articles are used. */
@Adapter
final class Usage {
    static final String COUNT = "count";

    /**
     * @param reads people who have read it, each day counted
     * @param tickets tickets for which it was used
     */
    record Counts(int reads, int helpful, int notHelpful, int tickets) {}

    private final Readings readings;
    private final Ratings ratings;
    private final ArticleTickets tickets;

    Usage(Readings readings, Ratings ratings, ArticleTickets tickets) {
        this.readings = readings;
        this.ratings = ratings;
        this.tickets = tickets;
    }

    /** Returns the counts of these articles, by id. */
    Map<String, Counts> of(Collection<String> articleIds) {
        var reads = readings.count(articleIds, Instant.EPOCH);
        var helpful = ratings.count(articleIds, true);
        var notHelpful = ratings.count(articleIds, false);
        var linked = tickets.count(articleIds);
        return articleIds.stream().collect(Collectors.toMap(Function.identity(), id -> new Counts(reads.getOrDefault(id, 0),
                helpful.getOrDefault(id, 0), notHelpful.getOrDefault(id, 0), linked.getOrDefault(id, 0))));
    }

    /** Returns the counts of the groups of an aggregation by the key of the group. */
    static Map<String, Integer> counts(List<Document> groups) {
        return groups.stream()
                .collect(Collectors.toMap(group -> group.getString("_id"), group -> ((Number) group.get(COUNT)).intValue()));
    }
}
