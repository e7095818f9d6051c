package io.amparo.testkit.store;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Tombstone;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Of a store whose events are whole states, only the newest unpublished event of a document is kept. */
class NewestStateIT {

    private static final class States extends AggregateStore<Integer, Object> {
        States(Outbox outbox) {
            super(outbox, "states");
        }

        @Override
        protected Set<Class<?>> wholeStateEvents() {
            return Set.of(TicketClosed.class);
        }

        @Override
        protected @Nullable String stateName() {
            return "total";
        }

        @Override
        protected Document write(Integer count) {
            return new Document("count", count);
        }

        @Override
        protected Integer read(Document state) {
            return state.getInteger("count");
        }
    }

    private final StoreFixture fixture = new StoreFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    private static Change<Integer, Object> state(String id, int count) {
        return Change.of(count, List.of(new TicketClosed(id, Integer.toString(count), "acme", "somebody", Instant.EPOCH)));
    }

    private Document document(String database, String id) {
        return fixture.database(database).getCollection("states").find(eq(id)).first();
    }

    private List<String> unpublished(String database, String id) {
        return document(database, id).getList("outbox", Document.class).stream().map(entry -> entry.getString("id")).toList();
    }

    @Test
    void newer_state_replaces_an_unpublished_one() {
        var database = fixture.name() + "_replace";
        var outbox = fixture.outbox(database);
        var states = new States(outbox);
        states.insert("a", "1", state("a", 1));
        states.update("a", "2", _ -> state("a", 2));
        states.update("a", "3", _ -> state("a", 3));
        assertThat(unpublished(database, "a")).containsExactly("a/total/3/0");

        fixture.startRelay(outbox, Duration.ofMillis(300));
        await().until(() -> unpublished(database, "a").isEmpty());

        await().until(() -> !fixture.receivedIds("a").isEmpty());
        assertThat(fixture.receivedIds("a")).containsExactly("a/total/3/0");
    }

    @Test
    void newer_state_replaces_a_parked_one() {
        var database = fixture.name() + "_parked";
        var outbox = fixture.outbox(database);
        var states = new States(outbox);
        fixture.startRelay(outbox, Duration.ofMillis(300));
        states.insert("b", "1",
                Change.of(1, List.of(new TicketClosed("b", "x".repeat(2_000_000), "acme", "somebody", Instant.EPOCH))));
        await().until(() -> document(database, "b").getList("outbox", Document.class).getFirst().containsKey("parked"));

        states.update("b", "2", _ -> state("b", 2));

        await().until(() -> !fixture.receivedIds("b").isEmpty());
        assertThat(fixture.receivedIds("b")).containsExactly("b/total/2/0");
    }

    @Test
    void tombstone_is_sent_and_the_state_is_not_published_once_more() {
        var database = fixture.name() + "_ended";
        var outbox = fixture.outbox(database);
        var states = new States(outbox);
        fixture.startRelay(outbox, Duration.ofMillis(300));
        states.insert("c", "1", state("c", 1));
        assertThat(document(database, "c")).containsKey("wholeState");

        states.update("c", "2", _ -> Change.of(2, List.of(new Tombstone(Topic.TICKETS, "acme"))));

        await().until(() -> unpublished(database, "c").isEmpty());
        assertThat(document(database, "c")).doesNotContainKey("wholeState");
    }
}
