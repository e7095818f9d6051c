package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.text.TextContentRenderer;

/**
 * One build of the index. Each audience has an index of its own: a search opens only those that its caller may read, so that
 * neither hits nor counts, scores, corrections or excerpts depend on other items.
 */
@Adapter
final class IndexGeneration implements AutoCloseable {
    private final Parser markdownParser = Parser.builder().build();
    private final TextContentRenderer textRenderer = TextContentRenderer.builder().build();
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final Map<Audience, IndexShard> shards = new EnumMap<>(Audience.class);

    IndexGeneration(Supplier<Directory> directories) {
        for (var audience : Audience.values()) shards.put(audience, new IndexShard(directories.get()));
    }

    /** Adds or replaces an item; a version not newer than the indexed one is ignored. */
    void put(Searchable item) {
        updateIfNewer(item.key(), item.version(), () -> {
            var key = new Term("key", item.key());
            for (var shard : shards.entrySet()) if (shard.getKey() == item.audience())
                shard.getValue().put(key, document(item));
            else
                shard.getValue().remove(key);
        });
    }

    /** Removes an item unless the index has a newer version. */
    void remove(String key, long version) {
        updateIfNewer(key, version, () -> {
            for (var shard : shards.values()) shard.remove(new Term("key", key));
        });
    }

    private void updateIfNewer(String key, long version, IndexOperation operation) {
        versions.compute(key, (_, indexedVersion) -> {
            if (indexedVersion != null && indexedVersion >= version) return indexedVersion;
            run(operation);
            return version;
        });
    }

    void refresh() {
        run(() -> {
            for (var shard : shards.values()) shard.refresh();
        });
    }

    boolean isLost() {
        return shards.values().stream().anyMatch(IndexShard::isLost);
    }

    interface Search<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    /** Runs a search over the items of these audiences. */
    <T> T search(Set<Audience> audiences, Search<T> search) {
        var opened = new EnumMap<Audience, IndexSearcher>(Audience.class);
        try {
            try {
                var readers = new ArrayList<IndexReader>();
                for (var audience : audiences) {
                    var searcher = shards.get(audience).acquire();
                    opened.put(audience, searcher);
                    readers.add(searcher.getIndexReader());
                }
                return search.run(new IndexSearcher(new MultiReader(readers.toArray(IndexReader[]::new), false)));
            } finally {
                for (var each : opened.entrySet()) shards.get(each.getKey()).release(each.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Document document(Searchable item) {
        var document = new Document();
        document.add(new StringField("key", item.key(), Store.NO));
        document.add(new SortedDocValuesField("key", new BytesRef(item.key())));
        document.add(new StoredField("id", item.id()));
        document.add(new StoredField("title", item.title()));
        addProperty(document, "in", item.in().toString());
        addProperty(document, "language", item.language());
        if (item.kind() != null) addProperty(document, "kind", item.kind());
        if (item.product() != null) addProperty(document, "product", item.product());
        SearchLanguage.of(item.language()).addFields(document, item.title(), text(item.text()));
        return document;
    }

    private String text(String markdown) {
        try {
            return textRenderer.render(markdownParser.parse(markdown));
        } catch (StackOverflowError ignored) {
            // Thousands of nested quotes: the library renders recursively, and has no limit.
            return markdown;
        }
    }

    private static void addProperty(Document document, String name, String value) {
        document.add(new StringField(name, value, Store.YES));
        document.add(new SortedDocValuesField(name, new BytesRef(value)));
    }

    static List<String> storedFields() {
        return List.of("in", "id", "kind", "language", "product", "title");
    }

    @Override
    public void close() {
        run(() -> {
            for (var shard : shards.values()) shard.close();
        });
    }

    private interface IndexOperation {
        void run() throws IOException;
    }

    private static void run(IndexOperation operation) {
        try {
            operation.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
