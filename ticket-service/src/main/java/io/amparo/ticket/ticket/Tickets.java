package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.empty;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lt;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Filters.regex;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Store of all tickets; the controller restricts access. */
final class Tickets extends AggregateStore<Ticket, TicketEvent> {

    /** Filter of a ticket list; a null component matches all tickets. */
    record Filter(@Nullable String customerId, @Nullable Status status, @Nullable Kind kind, @Nullable Priority priority,
            @Nullable String product, @Nullable String text) {}

    Tickets(Outbox outbox) {
        super(outbox, "tickets", new IndexModel(Indexes.ascending("state.number"), new IndexOptions().unique(true)),
                new IndexModel(Indexes.compoundIndex(Indexes.ascending("state.customerId"), Indexes.descending("state.number"))));
    }

    Optional<Versioned<Ticket>> findByNumber(String number) {
        return query(eq("state.number", number), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /**
     * Returns the tickets with a number before {@code before}, newest first. Served by the index on customer and number, or on
     * number.
     */
    List<Versioned<Ticket>> page(Filter filter, @Nullable String before, int limit) {
        var conditions = new ArrayList<Bson>();
        if (filter.customerId() != null) conditions.add(eq("state.customerId", filter.customerId()));
        if (filter.status() != null) conditions.add(eq("state.status", filter.status().name()));
        if (filter.kind() != null) conditions.add(eq("state.kind", filter.kind().name()));
        if (filter.priority() != null) conditions.add(eq("state.priority", filter.priority().name()));
        if (filter.product() != null) conditions.add(eq("state.product", filter.product()));
        if (filter.text() != null)
            conditions.add(or(contains("state.subject", filter.text()), contains("state.number", filter.text())));
        if (before != null) conditions.add(lt("state.number", before));
        return query(conditions.isEmpty() ? empty() : and(conditions), Sorts.descending("state.number"), limit);
    }

    private static Bson contains(String field, String text) {
        return regex(field, Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE));
    }

    @Override
    protected Document write(Ticket ticket) {
        return TicketCodec.encode(ticket);
    }

    @Override
    protected Ticket read(Document state) {
        return TicketCodec.decode(state);
    }
}
