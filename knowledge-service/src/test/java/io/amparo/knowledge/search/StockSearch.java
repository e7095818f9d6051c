package io.amparo.knowledge.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.analysis.br.BrazilianAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field.Store;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/** Lucene as it comes, for comparison: BM25 over title and text, the Brazilian analyzer, any word. */
final class StockSearch {
    private static final String FIELD = "text";
    private static final int DEPTH = 10;

    private final BrazilianAnalyzer analyzer = new BrazilianAnalyzer();
    private final IndexSearcher searcher;

    StockSearch(List<DemoArticles> articles) {
        var directory = new ByteBuffersDirectory();
        try {
            try (var writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
                for (var article : articles) {
                    var document = new Document();
                    document.add(new StoredField("id", article.slug()));
                    document.add(new TextField(FIELD, article.title() + "\n" + article.body(), Store.NO));
                    writer.addDocument(document);
                }
            }
            searcher = new IndexSearcher(DirectoryReader.open(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> search(String query) {
        var parsed = new QueryBuilder(analyzer).createBooleanQuery(FIELD, query);
        if (parsed == null) return List.of();
        try {
            var fields = searcher.storedFields();
            return Arrays.stream(searcher.search(parsed, DEPTH).scoreDocs).map(each -> {
                try {
                    return fields.document(each.doc).get("id");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
