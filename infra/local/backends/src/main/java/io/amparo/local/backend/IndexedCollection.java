package io.amparo.local.backend;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.h2.H2Collection;
import de.bwaldvogel.mongo.bson.Document;
import io.amparo.local.backend.SecondaryIndex.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * A collection whose queries use its {@link SecondaryIndex secondary indexes}. An index only finds candidates; each of them is
 * matched with the whole query. If the index has the order of the query, as many documents are read as the page needs.
 */
final class IndexedCollection extends H2Collection {
    /** The query with which the current aggregation begins; its stages match the documents once more. */
    static final ScopedValue<Document> AGGREGATED = ScopedValue.newInstance();

    /** Ranges of one index that a query may read, one for each combination of values. */
    private static final int MAX_RANGES = 200;
    private static final int MAX_COUNTED = 100;

    /** @param sortField number of the field from which on the index is sorted as the query demands; -1 if it is not */
    private record Plan(SecondaryIndex index, List<List<Object>> prefixes, Conditions.@Nullable Range range, boolean existing,
            int sortField, boolean descending) {

        /**
         * Values and a range with two bounds narrow a query most, then an order that ends it early. No value at all, as of an
         * empty $in, finds nothing.
         */
        int score() {
            if (prefixes.isEmpty()) return Integer.MAX_VALUE;
            int narrow = prefixes.getFirst().size() + (range != null && range.from() != null && range.to() != null ? 1 : 0);
            return 4 * narrow + (sortField >= 0 ? 2 : 0) + (range == null && !existing ? 0 : 1);
        }

        /** Counts the rows up to a limit: of two indexes that serve a query equally, the one with few rows is read. */
        long someRows() {
            return rows().limit(MAX_COUNTED).count();
        }

        Stream<Row> rows() {
            var from = range == null ? null : range.from();
            var to = range == null ? null : range.to();
            var ranges = prefixes.stream().map(prefix -> index.rows(prefix, from, to, descending)).toList();
            if (sortField < 0) return ranges.stream().flatMap(Plan::stream);
            Comparator<Row> order = (one, other) -> Row.compare(one, other, sortField);
            return stream(new Merged(ranges, descending ? order.reversed() : order));
        }

        private static Stream<Row> stream(Iterator<Row> rows) {
            return StreamSupport.stream(Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED), false);
        }
    }

    /** Merges sorted rows. */
    private static final class Merged implements Iterator<Row> {
        private record Head(Row row, Iterator<Row> rest) {}

        private final PriorityQueue<Head> heads;

        Merged(List<Iterator<Row>> sorted, Comparator<Row> order) {
            heads = new PriorityQueue<>((one, other) -> order.compare(one.row, other.row));
            sorted.forEach(this::add);
        }

        private void add(Iterator<Row> rows) {
            if (rows.hasNext()) heads.add(new Head(rows.next(), rows));
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public Row next() {
            var first = heads.remove();
            add(first.rest);
            return first.row;
        }
    }

    IndexedCollection(MongoDatabase database, String name, CollectionOptions options, MVMap<Object, Document> documents,
            MVMap<String, Object> properties, CursorRegistry cursors) {
        super(database, name, options, documents, properties, cursors);
    }

    @Override
    public Stream<Document> queryAllAsStream() {
        if (!AGGREGATED.isBound()) return super.queryAllAsStream();
        return StreamSupport.stream(queryDocuments(AGGREGATED.get(), null, 0, 0, 0, null).spliterator(), false);
    }

    /**
     * Returns copies: an update changes the documents that it has found, and a stored document must not change while another
     * thread writes its page to the file.
     */
    @Override
    protected QueryResult queryDocuments(Document query, @Nullable Document sort, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        var found = find(query, sort, skip, limit, batchSize, fields);
        var copies = new ArrayList<Document>();
        found.forEach(document -> copies.add(document.cloneDeeply()));
        return new QueryResult(copies, found.getCursorId());
    }

    private QueryResult find(Document query, @Nullable Document sort, int skip, int limit, int batchSize,
            @Nullable Document fields) {
        if (getIndexes().stream().anyMatch(index -> index.canHandle(query)))
            return super.queryDocuments(query, sort, skip, limit, batchSize, fields);
        var plan = plan(query, sort);
        if (plan.isEmpty()) return super.queryDocuments(query, sort, skip, limit, batchSize, fields);
        var candidates = plan.get().rows().map(Row::position).distinct().map(this::getDocument).filter(Objects::nonNull);
        return plan.get().sortField() < 0
                ? matchDocumentsFromStream(candidates, query, sort, skip, limit, batchSize, fields)
                : matchDocumentsFromStream(query, candidates, skip, limit, batchSize, null, fields);
    }

    private Optional<Plan> plan(Document query, @Nullable Document sort) {
        var conditions = Conditions.of(query);
        return getIndexes().stream().filter(SecondaryIndex.class::isInstance).map(SecondaryIndex.class::cast)
                .filter(SecondaryIndex::isUsable).map(index -> plan(index, conditions, sort)).filter(plan -> plan.score() > 0)
                .max(Comparator.comparingInt(Plan::score).thenComparing(Plan::someRows, Comparator.reverseOrder()));
    }

    private Plan plan(SecondaryIndex index, Conditions conditions, @Nullable Document sort) {
        var fields = index.fields();
        var prefixes = List.of(List.<Object>of());
        int next = 0;
        // Two fields of one array element would be combined wrongly.
        int usable = index.hasArrays() ? 1 : fields.size();
        for (; next < usable; next++) {
            var values = conditions.values().get(fields.get(next));
            if (values == null || values.size() * prefixes.size() > MAX_RANGES) break;
            prefixes = combined(prefixes, values);
        }
        boolean existing = next == 0 && conditions.existing().contains(fields.getFirst()) && !index.hasNulls();
        boolean ranged = !index.hasArrays() && next < fields.size() && conditions.ranges().containsKey(fields.get(next));
        var range = ranged ? conditions.ranges().get(fields.get(next)) : null;
        // Without a condition on its first field, only an index of all documents finds all that match.
        boolean complete = next > 0 || ranged || existing || index.documents() == count();
        var descending = index.hasArrays() || !complete ? null : order(fields.subList(next, fields.size()), sort);
        return new Plan(index, prefixes, range, existing, descending == null ? -1 : next, Boolean.TRUE.equals(descending));
    }

    private static List<List<Object>> combined(List<List<Object>> prefixes, List<Object> values) {
        var combined = new ArrayList<List<Object>>();
        for (var prefix : prefixes) for (var value : values) {
            var longer = new ArrayList<>(prefix);
            longer.add(value);
            combined.add(longer);
        }
        return combined;
    }

    /** Returns whether the index must be read backwards for this order; null if it does not have the order. */
    private static @Nullable Boolean order(List<String> fields, @Nullable Document sort) {
        if (sort == null || sort.isEmpty() || sort.size() > fields.size()) return null;
        if (!List.copyOf(sort.keySet()).equals(fields.subList(0, sort.size()))) return null;
        var directions = sort.values().stream().map(direction -> ((Number) direction).intValue()).distinct().toList();
        return directions.size() == 1 ? directions.getFirst() < 0 : null;
    }
}
