package io.amparo.ticket.sla;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Sorts;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.ticket.sla.Sla.Objective;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Store of the SLA state of each ticket, by ticket id. It is separate from the ticket: an SLA event must not change the ticket's
 * version, or a pending write with If-Match would fail with 412.
 */
public final class SlaViews extends AggregateStore<Sla, Void> {

    public SlaViews(Outbox outbox) {
        super(outbox.withoutEvents(), "clocks");
    }

    /** Returns the SLA state by ticket id; tickets without SLA state are missing from the map. */
    public Map<String, Sla> findAllById(Collection<String> ticketIds) {
        return query(in("_id", ticketIds), Sorts.ascending("_id"), ticketIds.size()).stream()
                .collect(Collectors.toMap(Versioned::id, Versioned::state));
    }

    @Override
    protected Document write(Sla sla) {
        return new Document("plan", sla.plan()).append("planVersion", sla.planVersion()).append("calendar", sla.calendar())
                .append("zone", sla.zone()).append("pausedStatus", sla.pausedStatus())
                .append("objectives", sla.objectives().stream().map(SlaViews::write).toList());
    }

    private static Document write(Objective objective) {
        return new Document("metric", objective.metric()).append("cycle", objective.cycle()).append("state", objective.state())
                .append("budget", objective.budget()).append("consumed", objective.consumed()).append("dueAt", objective.dueAt());
    }

    @Override
    protected Sla read(Document state) {
        return new Sla(state.getString("plan"), state.getInteger("planVersion"), state.getString("calendar"),
                state.getString("zone"), state.getString("pausedStatus"),
                state.getList("objectives", Document.class).stream()
                        .map(objective -> new Objective(objective.getString("metric"), objective.getInteger("cycle"),
                                objective.getString("state"), objective.getString("budget"), objective.getString("consumed"),
                                Instants.read(objective, "dueAt")))
                        .toList());
    }
}
