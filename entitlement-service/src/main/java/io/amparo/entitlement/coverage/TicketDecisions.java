package io.amparo.entitlement.coverage;

import io.amparo.events.entitlement.EntitlementEvent;
import io.amparo.platform.store.Change;
import java.util.List;
import java.util.stream.Stream;

/**
 * All decisions on one ticket, the first one first. A later decision is appended, so that it is always visible what was decided
 * when, and by which version of the policy (R8.4).
 */
public record TicketDecisions(List<Decision> all) {
    /** Limit of what the API appends: a person may correct the query of a denied ticket, but not without end. */
    private static final int LIMIT = 100;

    public TicketDecisions {
        all = List.copyOf(all);
    }

    static TicketDecisions of(Decision first) {
        return new TicketDecisions(List.of(first));
    }

    /** Returns the decision that counts. */
    public Decision latest() {
        return all.getLast();
    }

    boolean isFull() {
        return all.size() >= LIMIT;
    }

    /** Appends a decision. The same denial once more is no new decision. */
    TicketDecisions with(Decision decided) {
        return decided.isSameDenialAs(latest())
                ? this
                : new TicketDecisions(Stream.concat(all.stream(), Stream.of(decided)).toList());
    }

    /** Emits the latest decision. */
    Change<TicketDecisions, EntitlementEvent> toChange(String ticketId) {
        return Change.of(this, List.of(latest().toEvent(ticketId)));
    }
}
