package io.amparo.knowledge.search;

import static com.mongodb.client.model.Accumulators.max;
import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.limit;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Aggregates.skip;
import static com.mongodb.client.model.Aggregates.sort;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Counts the searches without result: one document per query and day, for 90 days. Queries that may name a person, by an e-mail
 * address or a long number, are not kept. A flush writes what has been counted since the one before.
 */
@Adapter
final class EmptySearches implements SearchLog {
    /** Different queries of one instance between two flushes; further ones are not counted. */
    private static final int MAX_PENDING = 200;
    private static final int MAX_QUERY = 100;
    private static final int MAX_DIGITS = 5;
    private static final int DAYS = 90;

    private record Key(LocalDate day, String language, String query) {
        String id() {
            return day + "/" + language + "/" + query;
        }
    }

    private final Documents documents;
    private final Clock clock;
    private final Map<Key, Integer> pending = new ConcurrentHashMap<>();
    private @Nullable LocalDate cleanedOn;

    EmptySearches(Outbox outbox, Clock clock) {
        this.documents = new Documents(outbox, "empty-searches", new IndexModel(Indexes.ascending("day")));
        this.clock = clock;
    }

    @Override
    public void searched(String query, @Nullable String language, int results) {
        if (results > 0) return;
        var words = normalized(query);
        if (words.isEmpty()) return;
        var key = new Key(LocalDate.now(clock), language == null ? "" : language, words);
        if (pending.size() < MAX_PENDING || pending.containsKey(key)) pending.merge(key, 1, Integer::sum);
    }

    /** Returns the words of a query in lower case and without accents; empty if it has none or may name a person. */
    static String normalized(String query) {
        if (query.indexOf('@') >= 0 || query.chars().filter(Character::isDigit).count() > MAX_DIGITS) return "";
        var words = Words.of(query).stream().flatMap(word -> word.partTexts().stream()).collect(Collectors.joining(" "));
        return words.substring(0, Math.min(words.length(), MAX_QUERY));
    }

    synchronized void flush() {
        for (var key : List.copyOf(pending.keySet())) {
            var count = pending.remove(key);
            if (count != null)
                documents.put(key.id(), combine(inc("count", count), set("day", key.day().toString()),
                        set("language", key.language()), set("query", key.query())));
        }
        var today = LocalDate.now(clock);
        if (today.equals(cleanedOn)) return;
        documents.deleteAll(lt("day", today.minusDays(DAYS).toString()));
        cleanedOn = today;
    }

    /** Returns the queries of these days, the most frequent first. */
    List<EmptySearch> page(LocalDate from, LocalDate to, int offset, int size) {
        return documents.aggregate(match(and(gte("day", from.toString()), lte("day", to.toString()))),
                group(new Document("query", "$query").append("language", "$language"), sum("count", "$count"),
                        max("day", "$day")),
                sort(Sorts.orderBy(Sorts.descending("count"), Sorts.ascending("_id.query", "_id.language"))), skip(offset),
                limit(size)).stream().map(EmptySearches::read).toList();
    }

    private static EmptySearch read(Document found) {
        var id = found.get("_id", Document.class);
        var language = id.getString("language");
        return new EmptySearch(id.getString("query"), language.isEmpty() ? null : language,
                found.get("count", Number.class).intValue(), LocalDate.parse(found.getString("day")));
    }
}
