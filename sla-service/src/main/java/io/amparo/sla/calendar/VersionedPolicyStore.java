package io.amparo.sla.calendar;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.IdempotencyKey;
import io.amparo.platform.web.Page;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Repository of all versions of one kind of policy. Each version is a document {@code <id>/<version>} that is written once. Its
 * id is also its page cursor. The index on id and version serves all queries.
 */
public abstract class VersionedPolicyStore<P> extends AggregateStore<P, SlaDefinitionEvent> {
    private static final String ID = "state.id", VERSION = "state.version";

    public VersionedPolicyStore(Outbox outbox, String collection) {
        super(outbox, collection, new IndexModel(Indexes.ascending(ID, VERSION)));
    }

    /** @return false if this version already exists; it is not changed */
    public abstract boolean publish(P policy, String cause);

    /** Publishes the first version, or returns the one that this caller has published with the same idempotency key. */
    public final P publishFirst(Caller caller, IdempotencyKey key, String id, IntFunction<P> factory) {
        return publishOnce(key.id(caller, "first/" + id), id, 1, factory);
    }

    /** Publishes the next version, or returns the one that this caller has published with the same idempotency key. */
    public final P publishNext(Caller caller, IdempotencyKey key, String id, IntFunction<P> factory) {
        var latest = newest(new Document(ID, id)).orElseThrow(ApiException::notFound);
        return publishOnce(key.id(caller, "next/" + id), id, Cursor.parse(latest.id()).secondAsNumber() + 1, factory);
    }

    /** Chooses the version before it looks up the idempotency key, so that concurrent retries cannot publish two versions. */
    private P publishOnce(String key, String id, int version, IntFunction<P> factory) {
        var cause = "by/" + key;
        var byKey = new Document(ID, id).append("inbox", cause);
        var existing = newest(byKey);
        if (existing.isPresent()) return existing.get().state();
        var policy = factory.apply(version);
        if (publish(policy, cause)) return policy;
        return newest(byKey).orElseThrow(() -> ApiException.conflict("version-exists")).state();
    }

    public final Optional<P> version(String id, int version) {
        return find(id + "/" + version).map(Versioned::state);
    }

    public final Optional<P> latest(String id) {
        return newest(new Document(ID, id)).map(Versioned::state);
    }

    private Optional<Versioned<P>> newest(Bson filter) {
        return query(filter, Sorts.descending(VERSION), 1).stream().findFirst();
    }

    /** Returns the versions of one policy, newest first. */
    public final Page<P> versions(String id, Page.Request pageRequest) {
        var after = Cursor.parse(pageRequest.after());
        var filter = new Document(ID, id);
        if (after != null) filter.append(VERSION, new Document("$lt", after.secondAsNumber()));
        return page(pageRequest, filter, Sorts.descending(VERSION));
    }

    /** Returns all versions of all policies, ordered by id and version. */
    public final Page<P> all(Page.Request pageRequest) {
        var after = Cursor.parse(pageRequest.after());
        return page(pageRequest, after == null ? Filters.empty() : filterAfter(after), Sorts.ascending(ID, VERSION));
    }

    private static Bson filterAfter(Cursor last) {
        return Filters.or(Filters.gt(ID, last.first()),
                new Document(ID, last.first()).append(VERSION, new Document("$gt", last.secondAsNumber())));
    }

    private Page<P> page(Page.Request pageRequest, Bson filter, Bson sort) {
        return pageRequest.of(query(filter, sort, pageRequest.limit() + 1), Versioned::id).map(Versioned::state);
    }
}
