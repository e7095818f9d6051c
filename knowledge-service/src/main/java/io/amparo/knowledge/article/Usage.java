package io.amparo.knowledge.article;

import io.amparo.platform.Adapter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.bson.Document;

/** Counts how articles are used. */
@Adapter
final class Usage {
    static final String COUNT = "count";
    /** A higher count of one article is shown as this one. */
    static final int MAX_COUNT = 10_000;

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
        var reads = readings.count(articleIds, Instant.EPOCH, MAX_COUNT);
        var helpful = ratings.count(articleIds, true);
        var notHelpful = ratings.count(articleIds, false);
        var linked = tickets.count(articleIds);
        return articleIds.stream().collect(Collectors.toMap(Function.identity(), id -> new Counts(reads.getOrDefault(id, 0),
                helpful.getOrDefault(id, 0), notHelpful.getOrDefault(id, 0), linked.getOrDefault(id, 0))));
    }

    /**
     * Returns counts by article. An aggregation counts the documents of all articles at once; if they are too many, each article
     * is counted alone, so that no request reads more than {@value #MAX_COUNT} documents for an article.
     *
     * @param aggregation groups by article of at most so many documents
     * @param single count of one article, with a limit of its own
     */
    static Map<String, Integer> counts(Collection<String> articleIds, IntFunction<List<Document>> aggregation,
            ToIntFunction<String> single) {
        var counts = aggregation.apply(MAX_COUNT).stream()
                .collect(Collectors.toMap(group -> group.getString("_id"), group -> ((Number) group.get(COUNT)).intValue()));
        if (counts.values().stream().mapToInt(Integer::intValue).sum() < MAX_COUNT) return counts;
        return articleIds.stream().collect(Collectors.toMap(Function.identity(), single::applyAsInt));
    }
}
