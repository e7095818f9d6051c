package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.BytesRef;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

/** Full-text index in memory. The store is the source of truth; each instance builds its own index from it. */
@Adapter
public final class SearchIndex implements AutoCloseable {
    /**
     * Restricts a search to what the caller may read. An empty list of collections means all, a null language or product means
     * any.
     */
    record Filter(Set<Audience> audiences, List<String> in, @Nullable String language, @Nullable String product) {}

    private static final int MAX_CLAUSES = 4096;
    private static final Set<String> STORED_FIELDS = Set.of("in", "id", "kind", "language", "product", "title");

    private final Parser markdownParser = Parser.builder().build();
    private final TextContentRenderer textRenderer = TextContentRenderer.builder().build();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final IndexWriter writer;
    private final SearcherManager searchers;

    public SearchIndex() {
        IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
        try {
            writer = new IndexWriter(new ByteBuffersDirectory(), new IndexWriterConfig(new FieldLanguageAnalyzer()));
            searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds or replaces an item, visible after the next {@link #refresh}; a version not newer than the indexed one is ignored. */
    public void put(Searchable item) {
        updateIfNewer(item.key(), item.version(), () -> writer.updateDocument(new Term("key", item.key()), document(item)));
    }

    /** Removes an item unless the index has the same or a newer version. */
    public void remove(SearchCollection in, String id, long version) {
        var key = in + "/" + id;
        updateIfNewer(key, version, () -> writer.deleteDocuments(new Term("key", key)));
    }

    public void refresh() {
        try {
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Finds items that contain all words, with spelling tolerance; if there are none, items that contain any word. */
    List<Hit> search(String text, Filter filter, int limit) {
        var all = hits(filter, limit, (language, reader) -> language.searchQuery(text, Occur.MUST, reader));
        return all.isEmpty() ? hits(filter, limit, (language, reader) -> language.searchQuery(text, Occur.SHOULD, reader)) : all;
    }

    /** Finds items that may answer the text of a ticket being written. */
    List<Hit> suggest(String text, Filter filter, int limit) {
        return hits(filter, limit, (language, _) -> language.similarityQuery(text));
    }

    private List<Hit> hits(Filter filter, int limit, BiFunction<SearchLanguage, IndexReader, Query> queryFactory) {
        try {
            var searcher = searchers.acquire();
            try {
                var queries = queries(searcher, filter, queryFactory);
                return hits(searcher, queries, searcher.search(query(queries, filter), limit).scoreDocs);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Rewrites the query of each language into index terms once: fuzzy expansion is expensive, and each excerpt would repeat it.
     */
    private static Map<SearchLanguage, Query> queries(IndexSearcher searcher, Filter filter,
            BiFunction<SearchLanguage, IndexReader, Query> queryFactory) throws IOException {
        var queries = new EnumMap<SearchLanguage, Query>(SearchLanguage.class);
        for (var language : SearchLanguage.values())
            if (filter.language() == null || language.tag().equals(filter.language()))
                queries.put(language, searcher.rewrite(queryFactory.apply(language, searcher.getIndexReader())));
        return queries;
    }

    private static Query query(Map<SearchLanguage, Query> queries, Filter filter) {
        var builder = new BooleanQuery.Builder().setMinimumNumberShouldMatch(1);
        queries.forEach((language, query) -> builder.add(new BooleanQuery.Builder().add(query, Occur.MUST)
                .add(new TermQuery(new Term("language", language.tag())), Occur.FILTER).build(), Occur.SHOULD));
        builder.add(anyOf("audience", filter.audiences()), Occur.FILTER);
        if (filter.product() != null) builder.add(new TermQuery(new Term("product", filter.product())), Occur.FILTER);
        if (!filter.in().isEmpty()) builder.add(anyOf("in", filter.in()), Occur.FILTER);
        return builder.build();
    }

    private static Query anyOf(String field, Collection<?> values) {
        return new TermInSetQuery(field, values.stream().map(value -> new BytesRef(value.toString())).toList());
    }

    private static List<Hit> hits(IndexSearcher searcher, Map<SearchLanguage, Query> queries, ScoreDoc[] found)
            throws IOException {
        var stored = new LinkedHashMap<Integer, Document>();
        for (var each : found) stored.put(each.doc, searcher.storedFields().document(each.doc, STORED_FIELDS));
        var excerpts = new HashMap<Integer, String>();
        for (var query : queries.entrySet()) {
            var tag = query.getKey().tag();
            var documents = stored.keySet().stream().filter(each -> tag.equals(stored.get(each).get("language")))
                    .mapToInt(each -> each).toArray();
            var texts = query.getKey().excerpts(searcher, query.getValue(), documents);
            for (int i = 0; i < documents.length; i++) excerpts.put(documents[i], texts[i] == null ? "" : texts[i]);
        }
        return stored.entrySet().stream().map(each -> hit(each.getValue(), excerpts.get(each.getKey()))).toList();
    }

    private static Hit hit(Document found, String excerpt) {
        var in = found.get("in");
        var id = found.get("id");
        return new Hit(in, id, SearchCollection.of(in).href(id), found.get("kind"), found.get("language"), found.get("product"),
                found.get("title"), excerpt);
    }

    private Document document(Searchable item) {
        var document = new Document();
        document.add(new StringField("key", item.key(), Store.NO));
        document.add(new StringField("in", item.in().toString(), Store.YES));
        document.add(new StoredField("id", item.id()));
        document.add(new StringField("audience", item.audience().name(), Store.NO));
        if (item.kind() != null) document.add(new StoredField("kind", item.kind()));
        document.add(new StringField("language", item.language(), Store.YES));
        if (item.product() != null) document.add(new StringField("product", item.product(), Store.YES));
        document.add(new StoredField("title", item.title()));
        SearchLanguage.of(item.language()).addFields(document, item.title(),
                textRenderer.render(markdownParser.parse(item.text())));
        return document;
    }

    private void updateIfNewer(String key, long version, IndexOperation operation) {
        versions.compute(key, (_, indexedVersion) -> {
            if (indexedVersion != null && indexedVersion >= version) return indexedVersion;
            try {
                operation.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return version;
        });
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        writer.close();
    }

    private interface IndexOperation {
        void run() throws IOException;
    }

    /** Selects the analyzer by the suffix of the field name, which is the language tag. */
    private static final class FieldLanguageAnalyzer extends DelegatingAnalyzerWrapper {
        FieldLanguageAnalyzer() {
            super(PER_FIELD_REUSE_STRATEGY);
        }

        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return SearchLanguage.of(field.substring(field.indexOf('.') + 1)).analyzer();
        }
    }
}
