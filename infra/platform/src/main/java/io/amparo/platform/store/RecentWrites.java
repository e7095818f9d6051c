package io.amparo.platform.store;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.mongodb.client.MongoCollection;
import java.time.Duration;
import java.util.Collection;
import org.bson.BsonDocumentReader;
import org.bson.Document;
import org.bson.codecs.DecoderContext;
import org.jspecify.annotations.Nullable;

/**
 * The documents that this process has written last, so that what follows a write does not read it. Another process may have
 * changed them since: the guard of the next write notices it.
 */
final class RecentWrites {
    private static final int MAX_DOCUMENTS = 500;
    private static final Duration EXPIRY = Duration.ofSeconds(30);

    private final Cache<String, Document> documents = Caffeine.newBuilder().executor(Runnable::run).maximumSize(MAX_DOCUMENTS)
            .expireAfterWrite(EXPIRY).build();
    private final MongoCollection<Document> collection;

    RecentWrites(MongoCollection<Document> collection) {
        this.collection = collection;
    }

    /** Adds a document that a majority has acknowledged. Of concurrent writes of one document, the newest stays. */
    void add(Document written) {
        documents.asMap().merge(written.getString("_id"), written, (one, other) -> version(one) > version(other) ? one : other);
    }

    /** Forgets documents whose write begins: its outcome may stay unknown. */
    void removeAll(Collection<String> ids) {
        documents.invalidateAll(ids);
    }

    /** Returns a document as a read of the store returns it; null if this process has not written it lately. */
    @Nullable
    Document find(String id) {
        var written = documents.getIfPresent(id);
        if (written == null) return null;
        var codecs = collection.getCodecRegistry();
        return codecs.get(Document.class).decode(new BsonDocumentReader(written.toBsonDocument(Document.class, codecs)),
                DecoderContext.builder().build());
    }

    private static long version(Document document) {
        return document.getLong("version");
    }
}
