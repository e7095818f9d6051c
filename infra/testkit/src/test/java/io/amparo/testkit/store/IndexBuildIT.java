package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A store opens without waiting for its indexes, except unique ones. */
class IndexBuildIT {

    /** Delays index builds, as a large collection does. */
    private static final class SlowBuilds implements CommandListener {
        private final CountDownLatch release = new CountDownLatch(1);
        private final Set<String> started = ConcurrentHashMap.newKeySet();

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (!event.getCommandName().equals("createIndexes") || event.getCommand().toJson().contains("\"unique\": true"))
                return;
            started.add(event.getCommand().getString("createIndexes").getValue());
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static final class UniqueTallies extends AggregateStore<Tally, TicketClosed> {
        UniqueTallies(Outbox outbox) {
            super(outbox, "unique", new IndexModel(Indexes.ascending("state.count"), new IndexOptions().unique(true)));
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

    private final SlowBuilds builds = new SlowBuilds();
    private final StoreFixture fixture = new StoreFixture(Map.of(), builds);

    @AfterAll
    void close() {
        builds.release.countDown();
        fixture.close();
    }

    @Test
    void store_works_while_its_indexes_are_built_and_unique_ones_exist_at_once() {
        var tallies = new UniqueTallies(fixture.outbox());

        assertThat(tallies.insert("first", "begin", new Tally(0).step("first"))).isTrue();
        assertThatExceptionOfType(MongoBulkWriteException.class)
                .isThrownBy(() -> tallies.insert("second", "begin", new Tally(0).step("second")));
        await().until(() -> builds.started.contains("unique"));
        assertThat(builds.release.getCount()).as("builds are still waiting").isOne();
        await().until(() -> !fixture.receivedIds("first").isEmpty());
    }
}
