package io.amparo.testkit.store;

import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.List;
import org.bson.Document;

/** A minimal aggregate: a count that emits an event on each step. */
record Tally(int count) {

    Change<Tally, TicketClosed> step(String id) {
        return Change.of(new Tally(count + 1),
                List.of(new TicketClosed(id, Integer.toString(count + 1), "acme", "somebody", Instant.EPOCH)));
    }

    /** The store of the tallies of one test. */
    static final class Tallies extends AggregateStore<Tally, TicketClosed> {
        Tallies(Outbox outbox) {
            super(outbox, "tallies");
        }

        @Override
        protected Document write(Tally tally) {
            return new Document("count", tally.count());
        }

        @Override
        protected Tally read(Document state) {
            return new Tally(state.getInteger("count"));
        }
    }
}
