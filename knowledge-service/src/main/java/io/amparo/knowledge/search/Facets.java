package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;

/**
 * Numbers of all hits of a search by their properties, most frequent first; an item without a property is not among them.
 *
 * @param byProduct at most 50 products
 */
@Adapter
record Facets(List<FacetCount> byCollection, List<FacetCount> byKind, List<FacetCount> byProduct, List<FacetCount> byLanguage) {
    private static final List<String> FIELDS = List.of("in", "kind", "product", "language");
    private static final int MAX_VALUES = 50;

    private static final Comparator<FacetCount> MOST_FREQUENT = Comparator.comparingInt(FacetCount::count).reversed()
            .thenComparing(FacetCount::value);

    static final Facets NONE = of(Map.of());

    /** Returns these counts and that of the hits of another collection. */
    Facets with(List<Hit> others) {
        if (others.isEmpty()) return this;
        var all = new ArrayList<>(byCollection);
        all.add(new FacetCount(others.getFirst().in(), others.size()));
        all.sort(MOST_FREQUENT);
        return new Facets(List.copyOf(all), byKind, byProduct, byLanguage);
    }

    private static Facets of(Map<String, Map<String, Integer>> counts) {
        return new Facets(counts(counts, "in"), counts(counts, "kind"), counts(counts, "product"), counts(counts, "language"));
    }

    private static List<FacetCount> counts(Map<String, Map<String, Integer>> counts, String field) {
        return counts.getOrDefault(field, Map.of()).entrySet().stream()
                .map(each -> new FacetCount(each.getKey(), each.getValue())).sorted(MOST_FREQUENT).limit(MAX_VALUES).toList();
    }

    /** Counts while a search collects its hits. */
    static final class Counter extends SimpleCollector {
        private final Map<String, Map<String, Integer>> counts = new LinkedHashMap<>();
        private final SortedDocValues[] values = new SortedDocValues[FIELDS.size()];
        private final int[][] ordinals = new int[FIELDS.size()][];
        private boolean open;

        static CollectorManager<Counter, Facets> manager() {
            return new CollectorManager<>() {
                @Override
                public Counter newCollector() {
                    return new Counter();
                }

                @Override
                public Facets reduce(Collection<Counter> counters) throws IOException {
                    var all = new LinkedHashMap<String, Map<String, Integer>>();
                    for (var counter : counters) {
                        counter.finishSegment();
                        counter.counts.forEach((field, values) -> values.forEach((value, count) -> all
                                .computeIfAbsent(field, _ -> new TreeMap<>()).merge(value, count, Integer::sum)));
                    }
                    return of(all);
                }
            };
        }

        @Override
        protected void doSetNextReader(LeafReaderContext segment) throws IOException {
            finishSegment();
            for (int i = 0; i < values.length; i++) {
                values[i] = DocValues.getSorted(segment.reader(), FIELDS.get(i));
                ordinals[i] = new int[values[i].getValueCount()];
            }
            open = true;
        }

        @Override
        public void collect(int document) throws IOException {
            for (int i = 0; i < values.length; i++) if (values[i].advanceExact(document)) ordinals[i][values[i].ordValue()]++;
        }

        private void finishSegment() throws IOException {
            if (!open) return;
            for (int i = 0; i < values.length; i++)
                for (int ordinal = 0; ordinal < ordinals[i].length; ordinal++)
                    if (ordinals[i][ordinal] > 0)
                        counts.computeIfAbsent(FIELDS.get(i), _ -> new TreeMap<>())
                                .merge(values[i].lookupOrd(ordinal).utf8ToString(), ordinals[i][ordinal], Integer::sum);
            open = false;
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }
    }
}
