package io.amparo.notification.suppression;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.security.EmailAddress;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Store of the suppressed addresses, by the hash of the address. Every mail asks it, so an instance keeps the ids of the list in
 * memory, and reads them again from time to time; a longer list is asked for each mail.
 */
public final class Suppressions extends AggregateStore<Suppression, Void> {
    /** Ids that an instance keeps in memory: 1 MB. */
    static final int MAX_KNOWN = 10_000;
    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending("state.suppressedAt"), Sorts.descending("_id"));

    /** null while the list is unknown or too long. */
    private volatile @Nullable Set<String> known;

    public Suppressions(Outbox outbox) {
        super(outbox.withoutEvents(), "suppressions", new IndexModel(Indexes.descending("state.suppressedAt", "_id")));
    }

    /** Reads the ids that other instances have changed. */
    void refresh() {
        var ids = ids(empty(), Sorts.ascending("_id"), MAX_KNOWN + 1);
        if (ids.size() > MAX_KNOWN) {
            known = null;
            return;
        }
        Set<String> read = ConcurrentHashMap.newKeySet();
        read.addAll(ids);
        known = read;
    }

    public boolean contains(String address) {
        var id = Suppression.idOf(EmailAddress.fold(address));
        var list = known;
        return list == null ? find(id).isPresent() : list.contains(id);
    }

    /** Adds an address. Idempotent. */
    public void add(String address, String code, String deliveryId, Instant now) {
        var suppression = new Suppression(EmailAddress.fold(address), code, deliveryId, now);
        insert(suppression.id(), "add/" + deliveryId, Change.of(suppression, List.of()));
        var list = known;
        if (list != null) list.add(suppression.id());
    }

    void remove(String id) {
        delete(id);
        var list = known;
        if (list != null) list.remove(id);
    }

    /** Returns suppressed addresses, newest first, after the given one. */
    List<Suppression> page(@Nullable Cursor after, int limit) {
        return query(after == null ? empty() : olderThan(after), NEWEST_FIRST, limit).stream().map(Versioned::state).toList();
    }

    private static Bson olderThan(Cursor last) {
        var suppressedAt = last.firstAsInstant();
        return and(lte("state.suppressedAt", suppressedAt), or(lt("state.suppressedAt", suppressedAt), lt("_id", last.second())));
    }

    @Override
    protected Document write(Suppression suppression) {
        return new Document("address", suppression.address()).append("code", suppression.code())
                .append("deliveryId", suppression.deliveryId()).append("suppressedAt", suppression.suppressedAt());
    }

    @Override
    protected Suppression read(Document state) {
        return new Suppression(state.getString("address"), state.getString("code"), state.getString("deliveryId"),
                state.getDate("suppressedAt").toInstant());
    }
}
