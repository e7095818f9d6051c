package io.amparo.eol.maintenance;

import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.DomainEvent;
import io.amparo.events.FieldLimits;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the agreed maintenance, one document for each customer and product. */
final class Agreements extends AggregateStore<Agreement, DomainEvent> {
    /** Of one customer, with those that were withdrawn. */
    private static final int MAX_OF_CUSTOMER = 10 * FieldLimits.MAINTENANCE;

    Agreements(Outbox outbox) {
        super(outbox, "maintenance_agreements", new IndexModel(Indexes.ascending("state.customerId")));
    }

    List<Agreement> findByCustomer(String customerId) {
        return query(eq("state.customerId", customerId), Sorts.ascending("_id"), MAX_OF_CUSTOMER).stream().map(Versioned::state)
                .toList();
    }

    @Override
    protected Document write(Agreement agreement) {
        return new Document("customerId", agreement.customerId()).append("productId", agreement.productId())
                .append("until", text(agreement.until())).append("zone", agreement.zone().getId())
                .append("ended", text(agreement.ended()));
    }

    @Override
    protected Agreement read(Document state) {
        return new Agreement(state.getString("customerId"), state.getString("productId"), day(state.getString("until")),
                ZoneId.of(state.getString("zone")), day(state.getString("ended")));
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        return text == null ? null : LocalDate.parse(text);
    }
}
