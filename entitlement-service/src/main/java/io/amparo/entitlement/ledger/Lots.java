package io.amparo.entitlement.ledger;

import static com.mongodb.client.model.Accumulators.sum;
import static com.mongodb.client.model.Aggregates.group;
import static com.mongodb.client.model.Aggregates.match;
import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Sorts.ascending;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Store of all lots. After each guarded write it stores the entries of that write; the next change repairs what a crash left out.
 */
public final class Lots extends AggregateStore<Lot, EntitlementEvent> {
    private final LotEntries entries;

    /** What is left and what is reserved. */
    public record Totals(int balance, int reserved) {}

    Lots(Outbox outbox, LotEntries entries) {
        super(outbox, "lots", new IndexModel(Indexes.ascending("state.available", "state.endsAt", "_id")),
                new IndexModel(Indexes.compoundIndex(Indexes.ascending("state.pool"), Indexes.descending("state.endsAt", "_id"))),
                new IndexModel(Indexes.ascending("state.customerId", "state.kind", "_id")),
                new IndexModel(Indexes.ascending("state.reservations.operation")));
        this.entries = entries;
    }

    /** Stores a new lot. Returns the existing one if a repeated request has opened it. */
    Lot open(String id, Change<Lot, EntitlementEvent> purchase) {
        insert(id, "purchase", purchase);
        var lot = find(id).orElseThrow().state();
        entries.store(lot);
        return lot;
    }

    /**
     * Applies a decision once per cause and returns the lot after it. The decision gets the lot without the entries of the last
     * change, because they are stored before.
     */
    Lot change(String id, String cause, Function<Lot, Change<Lot, EntitlementEvent>> decide) {
        var changed = updateAndFind(id, cause, null, lot -> {
            entries.store(lot);
            return decide.apply(lot.withoutNewest());
        }).state();
        entries.store(changed);
        return changed;
    }

    /** As {@link #change}, for a decision that makes an entry with this id, at most once after any other changes. */
    Lot append(String id, String entryId, Function<Lot, Change<Lot, EntitlementEvent>> decide) {
        return change(id, "entry/" + entryId,
                lot -> entries.contains(List.of(id), entryId) ? lot.unchanged() : decide.apply(lot));
    }

    /** Returns lots with a rest that can be used at an instant, the first to expire first, by the index on {@code available}. */
    List<Lot> available(String customerId, LotKind kind, @Nullable String packageCode, Instant at, int limit) {
        var filter = and(eq("state.available", LotTerms.pool(customerId, kind, packageCode)), gt("state.endsAt", Date.from(at)),
                lte("state.startsAt", Date.from(at)));
        return states(query(filter, ascending("state.endsAt", "_id"), limit));
    }

    /** Returns the lots that hold a reservation of an operation, by the index on it, after storing what a crash has left out. */
    List<Lot> reservedBy(String operation, int limit) {
        var found = states(query(eq("state.reservations.operation", operation), ascending("state.endsAt", "_id"), limit));
        entries.complete(found);
        return found;
    }

    /** Returns the lots of one kind that can replace each other, the last to expire first, by the index on {@code pool}. */
    public List<Lot> latest(String customerId, LotKind kind, @Nullable String packageCode, int limit) {
        var pool = LotTerms.pool(customerId, kind, packageCode);
        return states(query(eq("state.pool", pool), orderBy(descending("state.endsAt"), descending("_id")), limit));
    }

    /** Returns the lots of one kind with an id after {@code after}, by the index on customer, kind and id. */
    public List<Lot> page(String customerId, LotKind kind, @Nullable String after, int limit) {
        return states(query(
                and(eq("state.customerId", customerId), eq("state.kind", kind.name()), gt("_id", after == null ? "" : after)),
                ascending("_id"), limit));
    }

    /** Returns what is left on a day, in one query by the index on {@code available}. */
    int remaining(String customerId, LotKind kind, @Nullable String packageCode, LocalDate day) {
        var usable = and(eq("state.available", LotTerms.pool(customerId, kind, packageCode)),
                lte("state.validFrom", day.toString()), gte("state.validTo", day.toString()));
        return aggregate(match(usable), group(null, sum("balance", "$state.balance"))).stream()
                .mapToInt(found -> number(found, "balance")).sum();
    }

    /** Returns the totals of all lots of single incidents or hours: the sums of their entries. */
    public Totals totals(String customerId, LotKind kind) {
        var ofPool = match(eq("state.pool", LotTerms.pool(customerId, kind, null)));
        return aggregate(ofPool, group(null, sum("balance", "$state.balance"), sum("reserved", "$state.reserved"))).stream()
                .findFirst().map(found -> new Totals(number(found, "balance"), number(found, "reserved")))
                .orElse(new Totals(0, 0));
    }

    private static int number(Document found, String field) {
        return found.get(field, Number.class).intValue();
    }

    private static List<Lot> states(List<Versioned<Lot>> found) {
        return found.stream().map(Versioned::state).toList();
    }

    @Override
    protected Document write(Lot lot) {
        return LotCodec.encode(lot);
    }

    @Override
    protected Lot read(Document state) {
        return LotCodec.decode(state);
    }
}
