package io.amparo.sla.readmodel;

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
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.readmodel.WatchedTicket.BoardStatus;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
    private static final String RECEIVED_AT = "receivedAt";
    private static final String URGENT_AT = "state.status.urgentAt";

    private final Policies policies;
    private final Clock clock;

    public WatchedTickets(Outbox outbox, Policies policies, Clock clock) {
        super(outbox.withoutEvents(), "tickets", new IndexModel(Indexes.ascending("state.number")),
                new IndexModel(Indexes.ascending("state.status.state", URGENT_AT, "_id")),
                new IndexModel(Indexes.ascending("state.openedAt", "_id", "state.endedSince")),
                new IndexModel(Indexes.ascending("state.customerId", "state.endedSince", "_id")));
        this.policies = policies;
        this.clock = clock;
    }

    /** The engine's events and those of the ticket follow within a second after the one that opens it. */
    @Override
    protected boolean insertsFirst() {
        return true;
    }

    /** Finds a ticket by id or by number. The index on number serves the latter. */
    public Optional<WatchedTicket> findByIdOrNumber(String idOrNumber) {
        return find(idOrNumber).map(Versioned::state).or(() -> query(eq("state.number", idOrNumber), Sorts.ascending("_id"), 1)
                .stream().map(Versioned::state).findFirst());
    }

    /**
     * Returns tickets with open clocks after a cursor: breached ones first, the longest breached before the others, then by their
     * next edge, then tickets that do not fall due. The index on state and urgency serves the query.
     */
    public List<WatchedTicket> board(Set<ClockState> states, @Nullable String plan, @Nullable String customer,
            @Nullable Cursor cursor, int limit) {
        var filters = new ArrayList<Bson>(List.of(in("state.status.state", states.stream().map(ClockState::name).toList())));
        if (plan != null) filters.add(eq("state.status.plan", plan));
        if (customer != null) filters.add(eq("state.customerId", customer));
        var filter = and(filters);
        var found = new ArrayList<WatchedTicket>();
        var urgentAt = cursor == null || cursor.first().isEmpty() ? null : cursor.firstAsInstant();
        if (cursor == null || urgentAt != null)
            found.addAll(queryByUrgency(and(filter, cursor == null ? ne(URGENT_AT, null) : afterCursor(cursor)), limit));
        // The store sorts null before every instant, so tickets that do not fall due need a query of their own.
        if (found.size() < limit) {
            var id = cursor == null || urgentAt != null ? "" : cursor.second();
            found.addAll(queryByUrgency(and(filter, eq(URGENT_AT, null), gt("_id", id)), limit - found.size()));
        }
        return found;
    }

    private static Bson afterCursor(Cursor cursor) {
        var urgentAt = cursor.firstAsInstant();
        return or(gt(URGENT_AT, urgentAt), and(eq(URGENT_AT, urgentAt), gt("_id", cursor.second())));
    }

    private List<WatchedTicket> queryByUrgency(Bson filter, int limit) {
        return query(filter, Sorts.ascending(URGENT_AT, "_id"), limit).stream().map(Versioned::state).toList();
    }

    /** Returns the ids of tickets with a running or paused clock, in id order; {@code plan} null selects every plan. */
    public List<String> openTicketIds(@Nullable String plan, String afterId, int limit) {
        var filters = new ArrayList<Bson>(List.of(gt("_id", afterId), ne("state.status.state", null)));
        if (plan != null) filters.add(eq("state.status.plan", plan));
        return ids(and(filters), Sorts.ascending("_id"), limit);
    }

    /**
     * Returns the ids of a customer's tickets whose clocks may still run, in id order. The index on customer serves the query.
     */
    public List<String> unfinishedTicketIds(String customer, String afterId, int limit) {
        return ids(and(eq("state.customerId", customer), eq("state.endedSince", null), gt("_id", afterId)),
                Sorts.ascending("_id"), limit);
    }

    public List<WatchedTicket> findAllById(List<String> ids) {
        return query(in("_id", ids), Sorts.ascending("_id"), ids.size()).stream().map(Versioned::state).toList();
    }

    /**
     * Visits every ticket that was opened before {@code openedBefore} and may have had a running clock at {@code at}; no ticket
     * twice. The index on {@code openedAt} serves the query: of the other tickets only the index entry is read.
     */
    public void forEachRunning(Instant at, Instant openedBefore, Consumer<WatchedTicket> reader) {
        forEachOnce(and(lt("state.openedAt", openedBefore), not(lt("state.endedSince", at))), reader);
    }

    /** Visits every ticket that was opened in {@code [from, to)}, no ticket twice. The index on {@code openedAt} serves it. */
    public void forEachOpened(Instant from, Instant to, Consumer<WatchedTicket> reader) {
        forEachOnce(and(gte("state.openedAt", from), lt("state.openedAt", to)), reader);
    }

    /** Skips repetitions: a ticket whose sort key changes during the walk would come again, right after itself. */
    private void forEachOnce(Bson filter, Consumer<WatchedTicket> reader) {
        var previousId = new AtomicReference<>("");
        forEach(filter, Sorts.ascending("state.openedAt", "_id"), ticket -> {
            var id = ticket.ledger().ticketId();
            if (!id.equals(previousId.getAndSet(id))) reader.accept(ticket);
        });
    }

    private static Instant openedAt(WatchedTicket ticket) {
        return ticket.ledger().facts().getFirst().at();
    }

    /** Counts open tickets by their version of the time zone data. The index on state and urgency serves the query. */
    public Map<String, Integer> countOpenByTzdata() {
        var counts = new TreeMap<String, Integer>();
        for (var row : aggregate(
                Aggregates.match(in("state.status.state", Arrays.stream(ClockState.values()).map(ClockState::name).toList())),
                Aggregates.group("$state.tzdata", Accumulators.sum("tickets", 1))))
            counts.put(row.getString("_id"), row.getInteger("tickets"));
        return counts;
    }

    /** Counts tickets with a breached clock by priority. The index on state and urgency serves the query. */
    Map<String, Integer> countBreachedByPriority() {
        var counts = new TreeMap<String, Integer>();
        for (var row : aggregate(Aggregates.match(eq("state.status.state", ClockState.BREACHED.name())),
                Aggregates.group("$state.status.priority", Accumulators.sum("tickets", 1))))
            counts.put(row.getString("_id"), row.getInteger("tickets"));
        return counts;
    }

    @Override
    protected Document write(WatchedTicket ticket) {
        var ledger = ticket.ledger();
        // The status is derived from the other fields; it is stored only for queries.
        var status = ticket.withStatusAfter(clock.instant(), policies).status();
        return new Document("ticketId", ledger.ticketId()).append("number", ledger.number())
                .append("customerId", ledger.customerId()).append("subject", ledger.subject())
                .append("openedAt", openedAt(ticket)).append("endedSince", ticket.endedSince().orElse(null))
                .append("tzdata", ledger.last(TzdataChanged.class).map(TzdataChanged::version).orElse(""))
                .append("facts", ledger.facts().stream()
                        .map(fact -> FactCodec.toDocument(fact).append(RECEIVED_AT, ticket.receivedAt().get(fact))).toList())
                .append("emittedEdges", ticket.emittedEdges().stream().map(WatchedTickets::write).toList()).append("status",
                        new Document("state", status.state() == null ? null : status.state().name())
                                .append("priority", status.priority()).append("plan", status.plan())
                                .append("urgentAt", status.urgentAt()));
    }

    @Override
    protected WatchedTicket read(Document state) {
        var receivedAt = new LinkedHashMap<TicketFact, Instant>();
        for (var fact : state.getList("facts", Document.class))
            receivedAt.put(FactCodec.fromDocument(fact), fact.getDate(RECEIVED_AT).toInstant());
        var emittedEdges = state.getList("emittedEdges", Document.class).stream().map(WatchedTickets::emittedEdge).toList();
        return new WatchedTicket(
                new Ledger(state.getString("ticketId"), state.getString("number"), state.getString("customerId"),
                        state.getString("subject"), List.copyOf(receivedAt.keySet())),
                emittedEdges, status(state.get("status", Document.class)), receivedAt);
    }

    private static Document write(EmittedEdge emitted) {
        return new Document("edge", emitted.edge()).append("rungAt", emitted.rungAt()).append("firedAt", emitted.firedAt())
                .append(RECEIVED_AT, emitted.receivedAt()).append("withdrawn", emitted.withdrawn());
    }

    private static EmittedEdge emittedEdge(Document state) {
        return new EmittedEdge(state.getString("edge"), Instants.read(state, "rungAt"), state.getDate("firedAt").toInstant(),
                state.getDate(RECEIVED_AT).toInstant(), state.getList("withdrawn", String.class));
    }

    private static BoardStatus status(Document status) {
        var state = status.getString("state");
        return new BoardStatus(state == null ? null : ClockState.valueOf(state), status.getString("priority"),
                status.getString("plan"), Instants.read(status, "urgentAt"));
    }

}
