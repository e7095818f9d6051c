package io.amparo.entitlement.ledger;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Store of the entries of all lots, by lot and position. The guarded write of a lot decides its entries and keeps those of the
 * last change; {@link #store} writes them here before the next change, so a crash between the two writes loses none.
 */
@Adapter
public final class LotEntries {
    /** One field for the lookup: the embedded store uses an index only for queries on exactly one unique field. */
    private static final String KEY = "key";
    private static final String POOL = "pool";
    private static final String AT = "at";

    /** An entry with the id of its lot. */
    public record StoredEntry(String lotId, LotEntry entry) {
        /** Returns the place of this entry in the list of all entries of a pool. */
        public String documentId() {
            return LotEntries.documentId(lotId, entry.position());
        }
    }

    private final Documents documents;

    LotEntries(Outbox outbox) {
        documents = new Documents(outbox, "lot_entries",
                new IndexModel(Indexes.ascending(KEY), new IndexOptions().unique(true).sparse(true)),
                new IndexModel(Indexes.compoundIndex(Indexes.ascending(POOL), Indexes.descending(AT, "_id"))));
    }

    /** Stores the entries of the lot's last change. Repeating is safe: the write of the lot has decided them. */
    void store(Lot lot) {
        for (var entry : lot.newest())
            documents.put(documentId(lot.id(), entry.position()), new Document("$set", LotCodec.encode(entry)
                    .append("lot", lot.id()).append(POOL, lot.terms().pool()).append(KEY, lot.id() + "/" + entry.id())));
    }

    /** Stores what a crash has left behind, so that a reader sees all entries of these lots. */
    public void complete(Collection<Lot> lots) {
        var newest = lots.stream().flatMap(lot -> lot.newest().stream().map(entry -> documentId(lot.id(), entry.position())))
                .toList();
        if (newest.isEmpty()) return;
        var stored = documents.query(in("_id", newest), Projections.include("_id"), ascending("_id"), newest.size()).stream()
                .map(found -> found.getString("_id")).collect(Collectors.toSet());
        lots.stream()
                .filter(lot -> lot.newest().stream().anyMatch(entry -> !stored.contains(documentId(lot.id(), entry.position()))))
                .forEach(this::store);
    }

    /** Whether one of the lots has an entry with this id, by the unique index on the key. */
    boolean contains(Collection<String> lotIds, String entryId) {
        var keys = lotIds.stream().distinct().map(lotId -> lotId + "/" + entryId).toList();
        var filter = keys.size() == 1 ? eq(KEY, keys.getFirst()) : in(KEY, keys);
        return !documents.query(filter, Projections.include("_id"), ascending(KEY), Math.min(1, keys.size())).isEmpty();
    }

    /**
     * Returns the entries of all lots of single incidents or hours, newest first, by the index on pool and instant.
     *
     * @param before the entry after which the page begins; null for the first page
     * @param beforeId its {@link StoredEntry#documentId}
     */
    public List<StoredEntry> page(String customerId, LotKind kind, @Nullable Instant before, @Nullable String beforeId,
            int limit) {
        var position = before == null
                ? new Document()
                : or(lt(AT, Date.from(before)), and(eq(AT, Date.from(before)), lt("_id", beforeId)));
        return query(and(eq(POOL, LotTerms.pool(customerId, kind, null)), position), orderBy(descending(AT), descending("_id")),
                limit);
    }

    /** Returns the entries of all lots of single incidents or hours in a period, oldest first. */
    public List<StoredEntry> between(String customerId, LotKind kind, Instant from, Instant to, int limit) {
        return between(LotTerms.pool(customerId, kind, null), from, to, limit);
    }

    List<StoredEntry> between(String pool, Instant from, Instant to, int limit) {
        return query(and(eq(POOL, pool), gte(AT, Date.from(from)), lt(AT, Date.from(to))),
                orderBy(ascending(AT), ascending("_id")), limit);
    }

    /** Returns the balance of all lots before an instant: the sum of their entries, in one query by the index on the pool. */
    public int balanceBefore(String customerId, LotKind kind, Instant at) {
        var earlier = and(eq(POOL, LotTerms.pool(customerId, kind, null)), lt(AT, Date.from(at)));
        return documents.aggregate(match(earlier), group(null, sum("balance", "$amount"))).stream()
                .mapToInt(found -> found.get("balance", Number.class).intValue()).sum();
    }

    private List<StoredEntry> query(Bson filter, Bson sort, int limit) {
        return documents.query(filter, null, sort, limit).stream()
                .map(found -> new StoredEntry(found.getString("lot"), LotCodec.entry(found))).toList();
    }

    private static String documentId(String lotId, int position) {
        return "%s/%07d".formatted(lotId, position);
    }
}
