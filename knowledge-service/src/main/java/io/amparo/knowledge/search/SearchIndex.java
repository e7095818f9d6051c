package io.amparo.knowledge.search;

import io.amparo.knowledge.search.QueryFactory.LanguageQuery;
import io.amparo.knowledge.search.QueryFactory.Share;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollectorManager;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** Full-text index of this instance; the store is the source of truth. */
@Adapter
public final class SearchIndex implements AutoCloseable {
    /** Hits that pages reach. */
    static final int MAX_HITS = 1_000;
    private static final int MAX_CLAUSES = 4096;
    private static final float PREFERRED = 1.2f;
    /** With fewer hits that have most words, a search also finds items that have one. */
    private static final int FEW_HITS = 3;
    private static final Analyzer ANALYZER = new SearchLanguage.FieldAnalyzer();
    private static final int MAX_SIMILAR_WORDS = 20;
    private static final Set<String> STORED_FIELDS = Set.copyOf(IndexGeneration.storedFields());
    /** All instances have the same order of hits with equal scores. */
    private static final Sort BEST_FIRST = new Sort(SortField.FIELD_SCORE, new SortField("key", SortField.Type.STRING));

    /**
     * Restricts a search to what the caller may read. An empty list of collections means all, a null property means any.
     *
     * @param preferred language whose items come first among equal ones; null for none
     */
    public record Filter(Set<Audience> audiences, List<String> in, @Nullable String kind, @Nullable String language,
            @Nullable String product, @Nullable String preferred) {
        static Filter of(Set<Audience> audiences) {
            return new Filter(audiences, List.of(), null, null, null, null);
        }

        List<SearchLanguage> languages() {
            return Arrays.stream(SearchLanguage.values()).filter(each -> language == null || each.tag().equals(language))
                    .toList();
        }
    }

    /** A page of hits, and the number and properties of all hits. */
    record Found(List<Hit> hits, int total, Facets facets) {
        static final Found NONE = new Found(List.of(), 0, Facets.NONE);
    }

    private final Supplier<Directory> directories;
    private volatile IndexGeneration current;
    /** Replaces the current one when it is complete. */
    private volatile @Nullable IndexGeneration next;

    public SearchIndex() {
        this(ByteBuffersDirectory::new);
    }

    SearchIndex(Supplier<Directory> directories) {
        IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
        this.directories = directories;
        this.current = new IndexGeneration(directories);
    }

    /** Adds or replaces an item, visible after the next {@link #refresh}; a version not newer than the indexed one is ignored. */
    public void put(Searchable item) {
        write(generation -> generation.put(item));
    }

    /** Removes an item unless the index has the same or a newer version. */
    public void remove(SearchCollection in, String id, long version) {
        write(generation -> generation.remove(in + "/" + id, version));
    }

    public void refresh() {
        write(IndexGeneration::refresh);
    }

    private void write(Consumer<IndexGeneration> operation) {
        var replacement = next;
        if (replacement != null) operation.accept(replacement);
        var generation = current;
        if (generation.isLost()) return;
        try {
            operation.accept(generation);
        } catch (AlreadyClosedException ignored) {
            // Replaced or lost meanwhile: the rebuild reads the store, which already has the change.
        }
    }

    /** Returns whether a failed write has closed the index: it still answers, but finds no change. */
    boolean isLost() {
        return current.isLost();
    }

    /**
     * Replaces the index. The old one answers until the new one is complete.
     *
     * @param fill puts all items
     */
    synchronized void rebuild(Runnable fill) {
        var replacement = new IndexGeneration(directories);
        next = replacement;
        try {
            fill.run();
            replacement.refresh();
            if (replacement.isLost()) throw new IllegalStateException("A write has closed the index that was being built");
            var old = current;
            current = replacement;
            old.close();
        } catch (RuntimeException e) {
            replacement.close();
            throw e;
        } finally {
            next = null;
        }
    }

    /** Finds items that have most words; if there are few, also items that have one. */
    Found search(String text, Filter filter, int offset, int limit) {
        var query = SearchQuery.parse(text);
        return search(filter, searcher -> {
            var factory = factory(searcher, filter, SearchLanguage::fields);
            var most = find(searcher, languageQueries(factory, query, filter, Share.MOST), filter, offset + limit);
            var best = most.total() >= FEW_HITS || query.required().size() == 1
                    ? most
                    : find(searcher, languageQueries(factory, query, filter, Share.ONE), filter, offset + limit);
            return new Found(best.hits(searcher, offset), best.total(), best.facets());
        });
    }

    /** Finds items that may answer the text of a ticket being written, by its rarest words. */
    List<Hit> suggest(String text, Filter filter, int limit) {
        var words = Words.of(text).stream().flatMap(word -> word.partTexts().stream()).collect(Collectors.toSet());
        return search(filter, searcher -> {
            var factory = factory(searcher, filter, SearchLanguage::fields);
            var rarest = new IndexTerms(searcher, filter.languages()).rarest(words, MAX_SIMILAR_WORDS);
            return find(searcher, languageQueries(factory, SearchQuery.similarTo(rarest), filter, Share.SOME), filter, limit)
                    .hits(searcher, 0);
        });
    }

    /** Finds items whose titles have the words of a text that is being typed; its last word may be incomplete. */
    List<Completion> complete(String text, Filter filter, int limit) {
        var words = Words.of(text).stream().flatMap(word -> word.partTexts().stream()).toList();
        if (words.isEmpty()) return List.of();
        return search(filter, searcher -> {
            var factory = factory(searcher, filter, language -> List.of(language.titleField()));
            for (var share : List.of(Share.MOST, Share.ONE)) {
                var queries = new EnumMap<SearchLanguage, Query>(SearchLanguage.class);
                filter.languages().forEach(language -> queries.put(language, factory.titleQuery(language, words, share)));
                var found = searcher.search(query(queries, filter), limit, BEST_FIRST);
                if (found.scoreDocs.length > 0) return completions(searcher, found.scoreDocs);
            }
            return List.of();
        });
    }

    /** A search that began on an index which has been replaced meanwhile uses the new one. */
    private <T> T search(Filter filter, IndexGeneration.Search<T> search) {
        while (true) {
            var generation = current;
            try {
                return generation.search(filter.audiences(), search);
            } catch (AlreadyClosedException e) {
                if (generation == current) throw e;
            }
        }
    }

    private static QueryFactory factory(IndexSearcher searcher, Filter filter, Function<SearchLanguage, List<String>> fields) {
        return new QueryFactory(new Spelling(new IndexTerms(searcher, filter.languages()),
                filter.languages().stream().map(fields).flatMap(List::stream).toList()));
    }

    private static Map<SearchLanguage, LanguageQuery> languageQueries(QueryFactory factory, SearchQuery query, Filter filter,
            Share share) {
        var queries = new EnumMap<SearchLanguage, LanguageQuery>(SearchLanguage.class);
        filter.languages().forEach(language -> queries.put(language, factory.query(language, query, share)));
        return queries;
    }

    /** The numbers of the best items, of which a page is read. */
    private record Best(Map<SearchLanguage, LanguageQuery> queries, TopDocs top, Facets facets) {
        int total() {
            return Math.toIntExact(top.totalHits.value());
        }

        List<Hit> hits(IndexSearcher searcher, int offset) throws IOException {
            var best = top.scoreDocs;
            return SearchIndex.hits(searcher, queries, Arrays.copyOfRange(best, Math.min(offset, best.length), best.length));
        }
    }

    private static Best find(IndexSearcher searcher, Map<SearchLanguage, LanguageQuery> queries, Filter filter, int limit)
            throws IOException {
        var scored = new EnumMap<SearchLanguage, Query>(SearchLanguage.class);
        queries.forEach((language, query) -> scored.put(language, query.scored()));
        var results = searcher.search(query(scored, filter),
                new MultiCollectorManager(
                        new TopFieldCollectorManager(BEST_FIRST, Math.min(limit, MAX_HITS), null, Integer.MAX_VALUE),
                        Facets.Counter.manager()));
        return new Best(queries, (TopDocs) results[0], (Facets) results[1]);
    }

    private static Query query(Map<SearchLanguage, Query> queries, Filter filter) {
        var builder = new BooleanQuery.Builder().setMinimumNumberShouldMatch(1);
        queries.forEach((language, query) -> builder.add(
                boosted(new BooleanQuery.Builder().add(query, Occur.MUST)
                        .add(new TermQuery(new Term("language", language.tag())), Occur.FILTER).build(), language, filter),
                Occur.SHOULD));
        if (filter.kind() != null) builder.add(new TermQuery(new Term("kind", filter.kind())), Occur.FILTER);
        if (filter.product() != null) builder.add(new TermQuery(new Term("product", filter.product())), Occur.FILTER);
        if (!filter.in().isEmpty()) builder.add(anyOf("in", filter.in()), Occur.FILTER);
        return builder.build();
    }

    private static Query boosted(Query query, SearchLanguage language, Filter filter) {
        return language.tag().equals(filter.preferred()) ? new BoostQuery(query, PREFERRED) : query;
    }

    private static Query anyOf(String field, Collection<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private static List<Completion> completions(IndexSearcher searcher, ScoreDoc[] found) throws IOException {
        var completions = new ArrayList<Completion>();
        for (var each : found) {
            var item = searcher.storedFields().document(each.doc, STORED_FIELDS);
            completions.add(new Completion(item.get("in"), href(item), item.get("language"), item.get("title")));
        }
        return completions;
    }

    private static List<Hit> hits(IndexSearcher searcher, Map<SearchLanguage, LanguageQuery> queries, ScoreDoc[] page)
            throws IOException {
        var items = new LinkedHashMap<Integer, Document>();
        for (var each : page) items.put(each.doc, searcher.storedFields().document(each.doc, STORED_FIELDS));
        var excerpts = new Excerpts(searcher, ANALYZER).of(items, queries);
        return items.entrySet().stream().map(each -> hit(each.getValue(), excerpts.getOrDefault(each.getKey(), ""))).toList();
    }

    private static Hit hit(Document found, String excerpt) {
        return new Hit(found.get("in"), found.get("id"), href(found), found.get("kind"), found.get("language"),
                found.get("product"), found.get("title"), excerpt);
    }

    private static String href(Document item) {
        return SearchCollection.of(item.get("in")).href(item.get("id"));
    }

    @Override
    public void close() {
        current.close();
    }
}
