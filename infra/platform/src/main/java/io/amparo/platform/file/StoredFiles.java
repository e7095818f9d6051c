package io.amparo.platform.file;

import com.mongodb.MongoGridFSException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.gridfs.GridFSBucket;
import com.mongodb.client.gridfs.GridFSBuckets;
import com.mongodb.client.model.Indexes;
import io.amparo.platform.Adapter;
import io.amparo.platform.file.FileScanner.Verdict;
import io.amparo.platform.remote.UpstreamProblemException;
import io.amparo.platform.web.ApiException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.util.List;
import org.bson.BsonString;

/**
 * The contents of files in a GridFS bucket. A service stores a document with the id of the content before the upload, so that no
 * stored byte is unknown after a crash.
 */
@Adapter
public final class StoredFiles {
    /** Chunks of 255 kB that are in memory during a download; by default the server sends as many as fit into 16 MB. */
    private static final int CHUNKS_IN_MEMORY = 4;
    private static final System.Logger LOG = System.getLogger(StoredFiles.class.getName());

    private final GridFSBucket files;
    private final FileScanner scanner;

    StoredFiles(MongoDatabase database, String bucket, FileScanner scanner) {
        this.files = GridFSBuckets.create(database, bucket);
        // The embedded store would read the chunks of all files: it uses no unique index for a range.
        database.getCollection(bucket + ".chunks").createIndex(Indexes.ascending("files_id"));
        this.scanner = scanner;
    }

    /**
     * Has a file examined before it is stored.
     *
     * @throws ApiException 422 if it is infected
     * @throws UpstreamProblemException 503 if the scanner is not available
     */
    public ScanState scan(ReceivedFile file) throws IOException {
        return switch (verdict(file)) {
            case Verdict.Clean() -> ScanState.CLEAN;
            case Verdict.Unscanned() -> ScanState.UNSCANNED;
            case Verdict.Infected(var malware) -> {
                LOG.log(Level.WARNING, "File with sha-256 {0} is infected with {1}; refused with 422",
                        file.description().sha256(), malware);
                throw ApiException.invalid("infected", List.of(new ApiException.FieldError("file", "infected", malware)));
            }
        };
    }

    private Verdict verdict(ReceivedFile file) throws IOException {
        try (var content = file.content().open()) {
            return scanner.scan(content);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Virus scanner is not available; refusing a file with 503", e);
            throw UpstreamProblemException.unavailable();
        }
    }

    /** Stores a content. After a crash its id leads {@link #remove} also to its stored part. */
    public void store(String id, ReceivedFile file) throws IOException {
        try (var content = file.content().open()) {
            files.uploadFromStream(new BsonString(id), file.description().name(), content);
        }
    }

    public void remove(String id) {
        try {
            files.delete(new BsonString(id));
        } catch (MongoGridFSException ignored) {
            // The upload had not ended. The chunks are deleted nevertheless.
        }
    }

    InputStream open(String id) {
        return files.openDownloadStream(new BsonString(id)).batchSize(CHUNKS_IN_MEMORY);
    }
}
