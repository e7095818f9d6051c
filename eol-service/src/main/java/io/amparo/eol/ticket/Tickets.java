package io.amparo.eol.ticket;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Projection;
import java.util.Map;
import java.util.Set;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * Projection of amparo.ticket-states, without texts and people. The topic has the state of every ticket, so that the report needs
 * neither the ticket service nor the right of its reader to see each ticket. A ticket that has ended stays, without its product:
 * a state that arrives late must not open it.
 */
public final class Tickets extends Projection<Ticket> {
    private static final int MAX_COUNT = 10_000;
    private static final String ENDED = "";

    public Tickets(Outbox outbox) {
        super(outbox, "tickets", new IndexModel(Indexes.ascending("state.productId", "state.customerId")));
    }

    /** Returns how many open tickets the product has, at most 10,000. */
    public int countOpen(String productId) {
        return count(eq("state.productId", productId), MAX_COUNT);
    }

    /** Returns how many open tickets about the product these customers have, by customer; together at most 10,000. */
    public Map<String, Long> countOpen(String productId, Set<String> customers) {
        if (customers.isEmpty()) return Map.of();
        Bson ofCustomers = and(eq("state.productId", productId), in("state.customerId", customers));
        return query(ofCustomers, Sorts.ascending("_id"), MAX_COUNT).stream().collect(groupingBy(Ticket::customerId, counting()));
    }

    @Override
    protected Document write(Ticket ticket) {
        return new Document("customerId", ticket.customerId()).append("productId", ticket.open() ? ticket.productId() : ENDED);
    }

    @Override
    protected Ticket read(Document state) {
        var productId = state.getString("productId");
        return new Ticket(state.getString("customerId"), productId, !productId.equals(ENDED));
    }
}
