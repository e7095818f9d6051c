package io.amparo.entitlement.order;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Indexes.ascending;
import static com.mongodb.client.model.Indexes.compoundIndex;
import static com.mongodb.client.model.Sorts.descending;
import static com.mongodb.client.model.Sorts.orderBy;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.entitlement.order.Order.Booking;
import io.amparo.entitlement.order.Order.Orderer;
import io.amparo.entitlement.order.Order.Step;
import io.amparo.events.Vocabulary.OrderKind;
import io.amparo.events.Vocabulary.OrderState;
import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of all orders. */
final class Orders extends AggregateStore<Order, EntitlementEvent> {
    private static final String CUSTOMER = "state.customerId";
    private static final String PERSON = "state.orderer.person";
    private static final String STATE = "state.state";
    private static final String REQUESTED_AT = "state.requestedAt";

    /**
     * Which orders a page has.
     *
     * @param customers companies whose orders it has; null for those of everybody
     * @param persons person ids whose orders without a company it has too
     * @param states null or empty for all
     * @param kinds null or empty for all
     */
    record Filter(@Nullable Set<String> customers, Set<String> persons, @Nullable Set<OrderState> states,
            @Nullable Set<OrderKind> kinds) {}

    Orders(Outbox outbox) {
        super(outbox, "orders", new IndexModel(Indexes.descending(REQUESTED_AT, "_id")),
                new IndexModel(compoundIndex(ascending(CUSTOMER), Indexes.descending(REQUESTED_AT, "_id"))),
                new IndexModel(compoundIndex(ascending(PERSON), Indexes.descending(REQUESTED_AT, "_id"))),
                new IndexModel(compoundIndex(ascending(STATE), Indexes.descending(REQUESTED_AT, "_id"))));
    }

    /**
     * Returns orders, newest first, by the index on the customer, the person, the state or the instant.
     *
     * @param after instant and id of the last order of the page before; null for the first page
     */
    List<Order> page(Filter filter, @Nullable Cursor after, int limit) {
        if (filter.customers() == null) return page(new Document(), filter, after, limit);
        // Two queries, because the alternative of both could not be read by one index.
        var found = new ArrayList<Order>();
        if (!filter.customers().isEmpty()) found.addAll(page(in(CUSTOMER, filter.customers()), filter, after, limit));
        if (!filter.persons().isEmpty())
            found.addAll(page(and(in(PERSON, filter.persons()), eq(CUSTOMER, null)), filter, after, limit));
        found.sort(Comparator.comparing(Order::requestedAt).thenComparing(Order::id).reversed());
        return found.stream().limit(limit).toList();
    }

    private List<Order> page(Bson of, Filter filter, @Nullable Cursor after, int limit) {
        var conditions = new ArrayList<>(List.of(of));
        if (!isEmpty(filter.states())) conditions.add(in(STATE, names(filter.states())));
        if (!isEmpty(filter.kinds())) conditions.add(in("state.kind", names(filter.kinds())));
        if (after != null)
            conditions.add(or(lt(REQUESTED_AT, Date.from(after.firstAsInstant())),
                    and(eq(REQUESTED_AT, Date.from(after.firstAsInstant())), lt("_id", after.second()))));
        return query(and(conditions), orderBy(descending(REQUESTED_AT), descending("_id")), limit).stream().map(Versioned::state)
                .toList();
    }

    private static boolean isEmpty(@Nullable Collection<?> values) {
        return values == null || values.isEmpty();
    }

    private static List<String> names(Collection<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toList();
    }

    /** Whether so many orders of the customer, or of the person without a company, wait for their approval. */
    boolean areWaiting(int count, @Nullable String customerId, String person) {
        var of = customerId == null ? and(eq(CUSTOMER, null), eq(PERSON, person)) : eq(CUSTOMER, customerId);
        return ids(and(of, eq(STATE, OrderState.REQUESTED.name())), descending(REQUESTED_AT), count).size() >= count;
    }

    @Override
    protected Document write(Order order) {
        var item = order.item();
        var orderer = order.orderer();
        var booking = order.booking();
        return new Document("id", order.id()).append("customerId", order.customerId()).append("kind", item.kind().name())
                .append("code", item.code()).append("amount", item.amount()).append("validFrom", text(item.validFrom()))
                .append("validTo", text(item.validTo())).append("reason", order.reason())
                .append("orderer",
                        new Document("person", orderer.person()).append("email", orderer.email()).append("name", orderer.name()))
                .append("state", order.state().name()).append("requestedAt", order.requestedAt())
                .append("history",
                        order.history().stream()
                                .map(step -> new Document("state", step.state().name()).append("by", step.by())
                                        .append("at", step.at()).append("note", step.note()))
                                .toList())
                .append("scheduledFor", order.scheduledFor()).append("booking",
                        booking == null
                                ? null
                                : new Document("validFrom", text(booking.validFrom())).append("validTo", text(booking.validTo()))
                                        .append("created", booking.created()));
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    @Override
    protected Order read(Document state) {
        var orderer = state.get("orderer", Document.class);
        var booking = state.get("booking", Document.class);
        return new Order(state.getString("id"), state.getString("customerId"),
                new OrderItem(OrderKind.valueOf(state.getString("kind")), state.getString("code"), state.getInteger("amount"),
                        day(state, "validFrom"), day(state, "validTo")),
                state.getString("reason"),
                new Orderer(orderer.getString("person"), orderer.getString("email"), orderer.getString("name")),
                OrderState.valueOf(state.getString("state")),
                state.getList("history", Document.class).stream()
                        .map(step -> new Step(OrderState.valueOf(step.getString("state")), step.getString("by"),
                                Objects.requireNonNull(Instants.read(step, "at")), step.getString("note")))
                        .toList(),
                Instants.read(state, "scheduledFor"),
                booking == null
                        ? null
                        : new Booking(LocalDate.parse(booking.getString("validFrom")),
                                LocalDate.parse(booking.getString("validTo")), booking.getList("created", String.class)));
    }

    private static @Nullable LocalDate day(Document document, String field) {
        var text = document.getString(field);
        return text == null ? null : LocalDate.parse(text);
    }
}
