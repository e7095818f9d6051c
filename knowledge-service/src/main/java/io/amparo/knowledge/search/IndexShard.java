package io.amparo.knowledge.search;

import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;

/** The items of one audience. */
@Adapter
final class IndexShard implements AutoCloseable {
    private final IndexWriter writer;
    private final SearcherManager searchers;

    IndexShard(Directory directory) {
        try {
            writer = new IndexWriter(directory, new IndexWriterConfig(new SearchLanguage.FieldAnalyzer()));
            searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(Term key, Document document) throws IOException {
        writer.updateDocument(key, document);
    }

    void remove(Term key) throws IOException {
        writer.deleteDocuments(key);
    }

    void refresh() throws IOException {
        searchers.maybeRefreshBlocking();
    }

    /** A failed write has closed the writer; its items remain searchable. */
    boolean isLost() {
        return !writer.isOpen();
    }

    IndexSearcher acquire() throws IOException {
        return searchers.acquire();
    }

    void release(IndexSearcher searcher) throws IOException {
        searchers.release(searcher);
    }

    @Override
    public void close() throws IOException {
        searchers.close();
        if (writer.isOpen()) writer.rollback();
    }
}
