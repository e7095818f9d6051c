package io.amparo.entitlement.transfer;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** Store of the imports. */
@Adapter
final class ImportJobs {
    private final Documents documents;

    ImportJobs(Outbox outbox) {
        documents = new Documents(outbox, "customer_imports", new IndexModel(Indexes.ascending("updatedAt")));
    }

    void deleteOlderThan(Instant instant) {
        documents.deleteAll(lt("updatedAt", instant));
    }

    /** Returns false if the id exists. */
    boolean insert(ImportJob job) {
        return documents.insert(encode(job).append("_id", job.id()));
    }

    void update(ImportJob job) {
        documents.update(eq("_id", job.id()), new Document("$set", encode(job)));
    }

    Optional<ImportJob> find(String id) {
        return documents.find(id).map(ImportJobs::decode);
    }

    private static Document encode(ImportJob job) {
        return new Document("contentHash", job.contentHash()).append("by", job.by()).append("dryRun", job.dryRun())
                .append("state", job.state().name()).append("lines", job.lines()).append("processed", job.processed())
                .append("created", job.created()).append("changed", job.changed()).append("failed", job.failed())
                .append("errors",
                        job.errors().stream()
                                .map(error -> new Document("line", error.line()).append("field", error.field())
                                        .append("code", error.code()).append("arguments", error.arguments()))
                                .toList())
                .append("startedAt", job.startedAt()).append("updatedAt", job.updatedAt());
    }

    private static ImportJob decode(Document stored) {
        return new ImportJob(stored.getString("_id"), stored.getString("contentHash"), stored.getString("by"),
                stored.getBoolean("dryRun"), ImportState.valueOf(stored.getString("state")), stored.getInteger("lines"),
                stored.getInteger("processed"), stored.getInteger("created"), stored.getInteger("changed"),
                stored.getInteger("failed"),
                stored.getList("errors", Document.class, List.of()).stream()
                        .map(error -> new LineError(error.getLong("line"), error.getString("field"), error.getString("code"),
                                error.getList("arguments", String.class)))
                        .toList(),
                stored.getDate("startedAt").toInstant(), stored.getDate("updatedAt").toInstant());
    }
}
