package io.amparo.entitlement.hours;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of all estimates. */
final class Estimates extends AggregateStore<Estimate, EntitlementEvent> {

    Estimates(Outbox outbox) {
        super(outbox.withoutEvents(), "estimates", new IndexModel(
                Indexes.compoundIndex(Indexes.ascending("state.customerId"), Indexes.descending("state.proposedAt", "_id"))));
    }

    /**
     * Returns the estimates of a customer, newest first, by the index on customer and instant.
     *
     * @param after instant and id of the last estimate of the page before; null for the first page
     */
    List<Estimate> page(String customerId, @Nullable Cursor after, int limit) {
        var position = after == null
                ? new Document()
                : or(lt("state.proposedAt", Date.from(after.firstAsInstant())),
                        and(eq("state.proposedAt", Date.from(after.firstAsInstant())), lt("_id", after.second())));
        return query(and(eq("state.customerId", customerId), position),
                orderBy(descending("state.proposedAt"), descending("_id")), limit).stream().map(Versioned::state).toList();
    }

    @Override
    protected Document write(Estimate estimate) {
        return new Document("id", estimate.id()).append("customerId", estimate.customerId()).append("ticket", estimate.ticket())
                .append("minutes", estimate.minutes()).append("description", estimate.description()).append("by", estimate.by())
                .append("proposedAt", estimate.proposedAt()).append("acceptedBy", estimate.acceptedBy())
                .append("acceptedAt", estimate.acceptedAt());
    }

    @Override
    protected Estimate read(Document state) {
        return new Estimate(state.getString("id"), state.getString("customerId"), state.getString("ticket"),
                state.getInteger("minutes"), state.getString("description"), state.getString("by"),
                Objects.requireNonNull(Instants.read(state, "proposedAt")), state.getString("acceptedBy"),
                Instants.read(state, "acceptedAt"));
    }
}
