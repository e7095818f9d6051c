package io.amparo.sla.board;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.not;
import static com.mongodb.client.model.Filters.or;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.sla.board.WatchedTicket.Standing;
import io.amparo.sla.board.WatchedTicket.Told;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.SlaClock.State;
import io.amparo.sla.plan.Policies;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** The read model of the SLA engine: one document per ticket. */
public final class WatchedTickets extends AggregateStore<WatchedTicket, Void> {
    private static final String URGENT_AT = "state.standing.urgentAt";

    private final Policies policies;
    private final Clock clock;

    public WatchedTickets(Outbox outbox, Policies policies, Clock clock) {
        super(outbox.silent(), "tickets", new IndexModel(Indexes.ascending("state.number")),
                new IndexModel(Indexes.ascending("state.standing.state", URGENT_AT)),
                new IndexModel(Indexes.ascending("state.openedAt", "_id", "state.overSince")),
                new IndexModel(Indexes.ascending("state.customerId", "state.overSince", "_id")));
        this.policies = policies;
        this.clock = clock;
    }

    /** Finds a ticket by id or by number. The index on number serves the latter. */
    public Optional<WatchedTicket> named(String ticket) {
        return find(ticket).map(Versioned::state).or(
                () -> query(eq("state.number", ticket), Sorts.ascending("_id"), 1).stream().map(Versioned::state).findFirst());
    }

    /**
     * Returns tickets with open clocks after a cursor: first by their next edge, then overdue tickets without a next edge, then
     * tickets that do not fall due. The index on state and urgency serves the query.
     */
    List<WatchedTicket> board(Set<State> states, @Nullable String plan, @Nullable String customer, @Nullable Place after,
            int limit) {
        var filters = new ArrayList<Bson>(List.of(in("state.standing.state", states.stream().map(State::name).toList())));
        if (plan != null) filters.add(eq("state.standing.plan", plan));
        if (customer != null) filters.add(eq("state.customerId", customer));
        var wanted = and(filters);
        var found = new ArrayList<WatchedTicket>();
        if (after == null || after.urgentAt() != null)
            found.addAll(urgent(and(wanted, after == null ? ne(URGENT_AT, null) : beyond(after)), limit));
        // The store sorts null before every instant, so tickets that do not fall due need a query of their own.
        if (found.size() < limit) {
            var id = after == null || after.urgentAt() != null ? "" : after.ticketId();
            found.addAll(urgent(and(wanted, eq(URGENT_AT, null), gt("_id", id)), limit - found.size()));
        }
        return found;
    }

    private static Bson beyond(Place after) {
        return or(gt(URGENT_AT, after.urgentAt()), and(eq(URGENT_AT, after.urgentAt()), gt("_id", after.ticketId())));
    }

    private List<WatchedTicket> urgent(Bson filter, int limit) {
        return query(filter, Sorts.ascending(URGENT_AT, "_id"), limit).stream().map(Versioned::state).toList();
    }

    /** Returns the ids of tickets with a running or paused clock, in id order; {@code plan} null selects every plan. */
    public List<String> open(@Nullable String plan, String afterId, int limit) {
        var filters = new ArrayList<Bson>(List.of(gt("_id", afterId), ne("state.standing.state", null)));
        if (plan != null) filters.add(eq("state.standing.plan", plan));
        return ids(and(filters), Sorts.ascending("_id"), limit);
    }

    /**
     * Returns the ids of a customer's tickets whose clocks may still run, in id order. The index on customer serves the query.
     */
    public List<String> unfinished(String customer, String afterId, int limit) {
        return ids(and(eq("state.customerId", customer), eq("state.overSince", null), gt("_id", afterId)), Sorts.ascending("_id"),
                limit);
    }

    public List<WatchedTicket> all(List<String> ids) {
        return query(in("_id", ids), Sorts.ascending("_id"), ids.size()).stream().map(Versioned::state).toList();
    }

    /**
     * Visits every ticket that was opened before {@code openedBefore} and may have had a running clock at {@code at}; no ticket
     * twice. The index on {@code openedAt} serves the query: of the other tickets only the index entry is read. Documents of an
     * older build have no such field and are visited.
     */
    public void running(Instant at, Instant openedBefore, Consumer<WatchedTicket> reader) {
        show(and(not(gte("state.openedAt", openedBefore)), not(lt("state.overSince", at))), reader);
    }

    /**
     * Visits every ticket that was opened in {@code [from, to)}, no ticket twice. The same index as for {@link #running} serves
     * it.
     */
    public void opened(Instant from, Instant to, Consumer<WatchedTicket> reader) {
        show(and(not(gte("state.openedAt", to)), not(lt("state.openedAt", from))), ticket -> {
            var at = openedAt(ticket);
            if (!at.isBefore(from) && at.isBefore(to)) reader.accept(ticket);
        });
    }

    /** Skips repetitions: a ticket whose sort key changes during the walk would come again, right after itself. */
    private void show(Bson filter, Consumer<WatchedTicket> reader) {
        var before = new AtomicReference<>("");
        walk(filter, Sorts.ascending("state.openedAt", "_id"), ticket -> {
            var id = ticket.ledger().ticketId();
            if (!id.equals(before.getAndSet(id))) reader.accept(ticket);
        });
    }

    private static Instant openedAt(WatchedTicket ticket) {
        return ticket.ledger().facts().getFirst().at();
    }

    /** Counts open tickets by their version of the time zone data. The index on state and urgency serves the query. */
    public Map<String, Integer> dated() {
        var counted = new TreeMap<String, Integer>();
        for (var row : aggregate(
                Aggregates.match(in("state.standing.state", Arrays.stream(State.values()).map(State::name).toList())),
                Aggregates.group("$state.tzdata", Accumulators.sum("tickets", 1))))
            counted.merge(row.getString("_id") == null ? "" : row.getString("_id"), row.getInteger("tickets"), Integer::sum);
        return counted;
    }

    @Override
    protected Document write(WatchedTicket ticket) {
        var ledger = ticket.ledger();
        // The status is derived from the other fields; it is stored only for queries.
        var standing = ticket.standingAfter(clock.instant(), policies).standing();
        return new Document("ticketId", ledger.ticketId()).append("number", ledger.number())
                .append("customerId", ledger.customerId()).append("subject", ledger.subject())
                .append("openedAt", openedAt(ticket)).append("overSince", ticket.overSince().orElse(null))
                .append("tzdata", ledger.value(What.TZDATA))
                .append("facts", ledger.facts().stream().map(fact -> write(fact, ticket.heard().get(fact))).toList())
                .append("told",
                        ticket.told().stream()
                                .map(told -> new Document("edge", told.edge()).append("firedAt", told.firedAt()).append("heardAt",
                                        told.heardAt()))
                                .toList())
                .append("standing",
                        new Document("state", standing.state() == null ? null : standing.state().name())
                                .append("priority", standing.priority()).append("plan", standing.plan())
                                .append("urgentAt", standing.urgentAt()));
    }

    private static Document write(Fact fact, Instant heardAt) {
        return new Document("cause", fact.cause()).append("at", fact.at()).append("what", fact.what().name())
                .append("value", fact.value()).append("by", fact.by()).append("reason", fact.reason()).append("heardAt", heardAt);
    }

    @Override
    protected WatchedTicket read(Document state) {
        var heard = new LinkedHashMap<Fact, Instant>();
        for (var fact : state.getList("facts", Document.class))
            heard.put(new Fact(fact.getString("cause"), fact.getDate("at").toInstant(), Fact.What.valueOf(fact.getString("what")),
                    fact.getString("value"), fact.getString("by"), fact.getString("reason")), heardAt(fact, "at"));
        var told = state.getList("told", Document.class).stream()
                .map(each -> new Told(each.getString("edge"), each.getDate("firedAt").toInstant(), heardAt(each, "firedAt")))
                .toList();
        return new WatchedTicket(
                new Ledger(state.getString("ticketId"), state.getString("number"), state.getString("customerId"),
                        state.getString("subject"), List.copyOf(heard.keySet())),
                told, standing(state.get("standing", Document.class)), heard);
    }

    /** Falls back to the time when it happened, because an older build did not store the time of receipt. */
    private static Instant heardAt(Document fact, String happened) {
        return fact.getDate(fact.containsKey("heardAt") ? "heardAt" : happened).toInstant();
    }

    private static Standing standing(Document standing) {
        var state = standing.getString("state");
        return new Standing(state == null ? null : State.valueOf(state), standing.getString("priority"),
                standing.getString("plan"), instant(standing.getDate("urgentAt")));
    }

    private static @Nullable Instant instant(@Nullable Date date) {
        return date == null ? null : date.toInstant();
    }
}
