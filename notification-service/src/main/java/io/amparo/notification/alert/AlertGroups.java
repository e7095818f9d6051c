package io.amparo.notification.alert;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.events.alert.AlertEvent;
import io.amparo.notification.alert.Alert.End;
import io.amparo.notification.alert.Alert.Hold;
import io.amparo.notification.alert.Alert.Mail;
import io.amparo.notification.alert.Alert.State;
import io.amparo.notification.alert.AlertGroup.Grouping;
import io.amparo.notification.alert.AlertGroup.Pending;
import io.amparo.notification.alert.SlaFact.Clock;
import io.amparo.notification.alert.SlaFact.Edge;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of the groups with their alerts. */
final class AlertGroups extends AggregateStore<AlertGroup, AlertEvent> {
    private static final Bson NEWEST_FIRST = Sorts.orderBy(Sorts.descending("state.openedAt"), Sorts.descending("_id"));
    /** A ticket has few groups: one for each breach that its clocks reach once more. */
    private static final int GROUPS_PER_TICKET = 10;
    private static final int MAX_UNRESOLVED = 1_000;
    private static final List<String> UNRESOLVED = Stream.of(State.values()).filter(state -> state != State.RESOLVED)
            .map(State::name).toList();

    /** Conditions of a list; null, or no state, means any value. */
    record Filter(@Nullable Set<State> states, @Nullable String group, @Nullable String customer) {
        boolean matches(Alert alert) {
            return (states == null || states.isEmpty() || states.contains(alert.state()))
                    && (customer == null || customer.equals(alert.edge().customerId()));
        }
    }

    AlertGroups(Outbox outbox) {
        super(outbox, "alert-groups", new IndexModel(Indexes.descending("state.openedAt", "_id")),
                new IndexModel(Indexes.ascending("state.alerts.ticketId")), new IndexModel(Indexes.ascending("state.alerts.id")),
                newestFirstOf("states"), newestFirstOf("customers"));
    }

    private static IndexModel newestFirstOf(String field) {
        return new IndexModel(
                Indexes.compoundIndex(Indexes.ascending("state." + field), Indexes.descending("state.openedAt", "_id")));
    }

    /** Returns the newest groups with alerts of these tickets, newest first, and then older ones with unresolved alerts. */
    List<AlertGroup> ofTickets(Collection<String> ticketIds) {
        var ofTickets = in("state.alerts.ticketId", ticketIds);
        int limit = ticketIds.size() * GROUPS_PER_TICKET;
        var newest = query(ofTickets, NEWEST_FIRST, limit);
        if (newest.size() < limit) return newest.stream().map(Versioned::state).toList();
        var unresolved = query(and(ofTickets, in("state.states", UNRESOLVED)), NEWEST_FIRST, MAX_UNRESOLVED);
        var groups = new LinkedHashMap<String, AlertGroup>();
        Stream.concat(newest.stream(), unresolved.stream()).forEach(group -> groups.putIfAbsent(group.id(), group.state()));
        return List.copyOf(groups.values());
    }

    List<AlertGroup> ofIds(Collection<String> ids) {
        return query(in("_id", ids), Sorts.ascending("_id"), ids.size()).stream().map(Versioned::state).toList();
    }

    Optional<Versioned<AlertGroup>> ofAlert(String alertId) {
        return query(eq("state.alerts.id", alertId), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /**
     * Returns groups with at least one alert that may match, newest first.
     *
     * @param from openedAt and id of the first group; null for the newest
     */
    List<AlertGroup> page(Filter filter, @Nullable Cursor from, int limit) {
        var conditions = new ArrayList<Bson>();
        if (filter.states() != null && !filter.states().isEmpty())
            conditions.add(in("state.states", filter.states().stream().map(State::name).toList()));
        if (filter.group() != null) conditions.add(eq("_id", filter.group()));
        if (filter.customer() != null) conditions.add(eq("state.customers", filter.customer()));
        if (from != null) {
            conditions.add(lte("state.openedAt", from.firstAsInstant()));
            conditions.add(or(lt("state.openedAt", from.firstAsInstant()), lte("_id", from.second())));
        }
        return query(conditions.isEmpty() ? empty() : and(conditions), NEWEST_FIRST, limit).stream().map(Versioned::state)
                .toList();
    }

    @Override
    protected Document write(AlertGroup group) {
        return new Document("id", group.id()).append("key", group.key())
                .append("grouping",
                        new Document("kind", group.grouping().kind().name()).append("value", group.grouping().value()))
                .append("openedAt", group.openedAt()).append("round", group.round())
                .append("pending", group.pending() == null ? null : group.pending().name()).append("mailAt", group.mailAt())
                .append("retention", group.retention().toString())
                .append("states", group.alerts().stream().map(alert -> alert.state().name()).distinct().sorted().toList())
                .append("customers", group.alerts().stream().map(alert -> alert.edge().customerId()).distinct().toList())
                .append("alerts", group.alerts().stream().map(AlertGroups::encode).toList());
    }

    private static Document encode(Alert alert) {
        var edge = alert.edge();
        var hold = alert.hold();
        var end = alert.end();
        return new Document("id", alert.id()).append("key", edge.key()).append("ticketId", edge.clock().ticketId())
                .append("metric", edge.clock().metric()).append("cycle", edge.clock().cycle()).append("number", edge.number())
                .append("customerId", edge.customerId()).append("plan", edge.plan()).append("priority", edge.priority())
                .append("percent", edge.percent()).append("dueAt", edge.dueAt()).append("rungs", edge.rungs())
                .append("sequence", edge.sequence()).append("at", edge.at()).append("mail", alert.mail().name())
                .append("audiences", alert.audiences())
                .append("hold",
                        hold == null
                                ? null
                                : new Document("snoozed", hold.snoozed()).append("by", hold.by()).append("at", hold.at())
                                        .append("until", hold.until()))
                .append("end", end == null ? null : new Document("resolution", end.resolution().name()).append("at", end.at()));
    }

    @Override
    protected AlertGroup read(Document state) {
        var grouping = state.get("grouping", Document.class);
        var pending = state.getString("pending");
        return new AlertGroup(state.getString("id"), state.getString("key"),
                new Grouping(Grouping.Kind.valueOf(grouping.getString("kind")), grouping.getString("value")),
                state.getDate("openedAt").toInstant(),
                state.getList("alerts", Document.class).stream().map(AlertGroups::alert).toList(), state.getInteger("round"),
                pending == null ? null : Pending.valueOf(pending), Instants.read(state, "mailAt"),
                Duration.parse(state.getString("retention")));
    }

    private static Alert alert(Document stored) {
        var edge = new Edge(stored.getString("key"),
                new Clock(stored.getString("ticketId"), stored.getString("metric"), stored.getInteger("cycle")),
                stored.getString("number"), stored.getString("customerId"), stored.getString("plan"),
                stored.getString("priority"), stored.getInteger("percent"), Instants.read(stored, "dueAt"),
                stored.getList("rungs", String.class), stored.getLong("sequence"), stored.getDate("at").toInstant());
        return new Alert(stored.getString("id"), edge, Mail.valueOf(stored.getString("mail")),
                stored.getList("audiences", String.class), hold(stored.get("hold", Document.class)),
                end(stored.get("end", Document.class)));
    }

    private static @Nullable Hold hold(@Nullable Document stored) {
        return stored == null
                ? null
                : new Hold(stored.getBoolean("snoozed"), stored.getString("by"), stored.getDate("at").toInstant(),
                        stored.getDate("until").toInstant());
    }

    private static @Nullable End end(@Nullable Document stored) {
        return stored == null
                ? null
                : new End(AlertResolution.valueOf(stored.getString("resolution")), stored.getDate("at").toInstant());
    }

    static Cursor position(AlertGroup group) {
        return Cursor.of(group.openedAt(), group.id());
    }
}
