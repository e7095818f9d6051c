package io.amparo.testkit.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.Change;
import io.amparo.testkit.store.Tally.Tallies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Entries that the broker never accepts stop their own document only. */
class OutboxParkingIT {
    private static final int TOPIC_LIMIT_BYTES = 50_000;

    private final StoreFixture fixture = new StoreFixture(Map.of("max.message.bytes", Integer.toString(TOPIC_LIMIT_BYTES)), null);
    private final Tallies tallies = new Tallies(fixture.outbox());

    @AfterAll
    void close() {
        fixture.close();
    }

    private static TicketClosed event(String id, int size) {
        return new TicketClosed(id, "1", "acme", "x".repeat(size), Instant.EPOCH);
    }

    private List<Document> outboxOf(String id) {
        return fixture.collection("tallies").find(eq(id)).first().getList("outbox", Document.class);
    }

    private Document firstEntry(String id) {
        return outboxOf(id).isEmpty() ? new Document() : outboxOf(id).getFirst();
    }

    /** Stores an entry that no write of the store can create; the sweep finds it. */
    private void storeEntry(String id, Consumer<Document> change) {
        var otherProcess = new Tallies(fixture.outbox(fixture.name()));
        otherProcess.insert(id, "begin", Change.of(new Tally(0), List.of()));
        var entry = entryOfOtherDatabase(id);
        change.accept(entry);
        fixture.collection("tallies").updateOne(eq(id), set("outbox", List.of(entry)));
    }

    private Document entryOfOtherDatabase(String id) {
        var other = new Tallies(fixture.outbox(fixture.name() + "_other"));
        other.insert(id, "begin", Change.of(new Tally(0), List.of(event(id, 1))));
        return fixture.database(fixture.name() + "_other").getCollection("tallies").find(eq(id)).first()
                .getList("outbox", Document.class).getFirst();
    }

    private void assertParkedThenRetried(String id, Supplier<Bson> repair) {
        await().until(() -> firstEntry(id).containsKey("parked"));
        tallies.update(id, "later", tally -> tally.step(id));
        tallies.insert("after-" + id, "begin", new Tally(0).step("after-" + id));
        await().until(() -> !fixture.receivedIds("after-" + id).isEmpty());

        assertThat(fixture.receivedIds(id)).as("later events wait").isEmpty();
        assertThat(firstEntry(id).get("parked", Document.class).getString("reason")).isNotBlank();
        assertThat(firstEntry(id).get("parked", Document.class).getDate("at")).isNotNull();

        fixture.collection("tallies").updateOne(eq(id), repair.get());
        assertThat(fixture.relay().retryParked(id)).isOne();
        await().until(() -> fixture.receivedIds(id).size() == 2);
        assertThat(fixture.receivedIds(id)).containsExactly(id + "/1/0", id + "/2/0");
        await().until(() -> outboxOf(id).isEmpty());
    }

    @Test
    void event_larger_than_the_limit_of_the_producer_is_parked() {
        tallies.insert("huge", "begin", Change.of(new Tally(0), List.of(event("huge", 2_000_000))));
        assertParkedThenRetried("huge", () -> set("outbox.0.value", entryOfOtherDatabase("huge").getString("value")));
        assertThat(fixture.meters().counter("amparo.outbox.parked").count()).isGreaterThanOrEqualTo(1);
    }

    @Test
    void event_that_the_broker_refuses_is_not_overtaken_by_the_next_one() {
        tallies.insert("refused", "begin",
                Change.of(new Tally(0), List.of(event("refused", 2 * TOPIC_LIMIT_BYTES), event("refused", 1))));
        await().until(() -> firstEntry("refused").containsKey("parked"));
        tallies.insert("accepted", "begin", new Tally(0).step("accepted"));
        await().until(() -> !fixture.receivedIds("accepted").isEmpty());

        assertThat(fixture.receivedIds("refused")).isEmpty();

        fixture.collection("tallies").updateOne(eq("refused"),
                set("outbox.0.value", entryOfOtherDatabase("refused").getString("value")));
        assertThat(fixture.relay().retryParked("refused/1/0")).isOne();
        await().until(() -> fixture.receivedIds("refused").size() == 2);
        assertThat(fixture.receivedIds("refused")).containsExactly("refused/1/0", "refused/1/1");
    }

    @Test
    void event_with_an_invalid_topic_is_parked() {
        storeEntry("misdirected", entry -> entry.append("topic", "no topic!"));
        assertParkedThenRetried("misdirected", () -> set("outbox.0.topic", fixture.name() + ".amparo.tickets"));
    }

    @Test
    void entry_that_cannot_be_decoded_is_parked() {
        storeEntry("garbled", entry -> entry.remove("value"));
        assertParkedThenRetried("garbled", () -> set("outbox.0.value", entryOfOtherDatabase("garbled").getString("value")));
    }

    @Test
    void event_that_fails_once_more_is_parked_once_more() {
        tallies.insert("hopeless", "begin", Change.of(new Tally(0), List.of(event("hopeless", 2_000_000))));
        await().until(() -> firstEntry("hopeless").containsKey("parked"));
        var parkedAt = firstEntry("hopeless").get("parked", Document.class).getDate("at");

        assertThat(fixture.relay().retryParked("hopeless")).isOne();

        await().until(() -> firstEntry("hopeless").containsKey("parked")
                && !firstEntry("hopeless").get("parked", Document.class).getDate("at").equals(parkedAt));
        assertThat(fixture.relay().retryParked("unknown")).isZero();
    }
}
