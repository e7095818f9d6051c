package io.amparo.testkit.store;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.inc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import com.mongodb.event.CommandSucceededEvent;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Projection;
import io.amparo.testkit.Backends;
import io.amparo.testkit.store.Tally.Tallies;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A duplicate is answered only by a write that survives a failover. */
class DuplicateProofIT {

    /** Changes the store between two commands of the test thread, as a failover that rolls back a write does. */
    private static final class Failover implements CommandListener {
        private final List<BsonDocument> commands = new ArrayList<>();
        private final Thread testThread = Thread.currentThread();
        private Predicate<BsonDocument> trigger = _ -> false;
        private Runnable rollback = () -> {};

        void after(Predicate<BsonDocument> command, Runnable action) {
            commands.clear();
            trigger = command;
            rollback = action;
        }

        @Override
        public void commandStarted(CommandStartedEvent event) {
            if (Thread.currentThread() == testThread) commands.add(BsonDocument.parse(event.getCommand().toJson()));
        }

        @Override
        public void commandSucceeded(CommandSucceededEvent event) {
            if (Thread.currentThread() != testThread || commands.isEmpty() || !trigger.test(commands.getLast())) return;
            trigger = _ -> false;
            rollback.run();
        }

        static boolean isMajority(BsonDocument command) {
            var concern = command.getDocument("readConcern", command.getDocument("writeConcern", new BsonDocument()));
            return concern.toJson().contains("majority");
        }

        static boolean isUncommittedRead(BsonDocument command) {
            return command.containsKey("find") && !isMajority(command);
        }
    }

    private final Failover failover = new Failover();
    private final StoreFixture fixture = new StoreFixture(Map.of(), failover);
    private final Tallies tallies = new Tallies(fixture.outbox());
    private final MongoClient otherClient = MongoClients.create(Backends.get().mongoUri());
    private final MongoCollection<Document> documents = otherClient.getDatabase(fixture.name()).getCollection("tallies");

    @AfterAll
    void close() {
        otherClient.close();
        fixture.close();
    }

    private static AggregateUpdate<Tally, TicketClosed> step(String id, String cause) {
        return AggregateUpdate.of(id, cause, Optional.of(new Tally(0)), tally -> tally.step(id));
    }

    @Test
    void cause_whose_write_is_rolled_back_is_applied_once_more() {
        tallies.insert("rolled-back", "begin", new Tally(0).step("rolled-back"));
        var before = documents.find(eq("rolled-back")).first();
        tallies.update("rolled-back", "step", tally -> tally.step("rolled-back"));
        failover.after(Failover::isUncommittedRead, () -> documents.replaceOne(eq("rolled-back"), before));

        var otherProcess = new Tallies(fixture.outbox());
        assertThat(otherProcess.update("rolled-back", "step", tally -> tally.step("rolled-back"))).isTrue();

        assertThat(tallies.find("rolled-back").orElseThrow().state()).isEqualTo(new Tally(2));
    }

    @Test
    void insert_that_finds_a_document_that_is_rolled_back_is_repeated() {
        tallies.insert("vanished", "begin", new Tally(0).step("vanished"));
        failover.after(command -> command.containsKey("insert"), () -> documents.deleteOne(eq("vanished")));

        assertThat(tallies.insert("vanished", "begin", new Tally(0).step("vanished"))).isTrue();

        assertThat(tallies.find("vanished")).isPresent();
    }

    @Test
    void duplicate_is_answered_only_after_a_majority_read_or_write() {
        tallies.insert("twice", "begin", new Tally(0).step("twice"));
        tallies.update("twice", "step", tally -> tally.step("twice"));
        failover.after(_ -> false, () -> {});

        assertThat(tallies.update("twice", "step", tally -> tally.step("twice"))).isFalse();
        assertThat(Failover.isMajority(failover.commands.getLast())).isTrue();
        assertThat(tallies.insert("twice", "begin", new Tally(0).step("twice"))).isFalse();
        assertThat(Failover.isMajority(failover.commands.getLast())).isTrue();
        tallies.applyAll(List.of(step("twice", "step")));
        assertThat(Failover.isMajority(failover.commands.getLast())).isTrue();
        assertThat(tallies.find("twice")).isPresent();
        assertThat(Failover.isMajority(failover.commands.getLast())).as("callers answer a retry with what they find").isTrue();
    }

    @Test
    void older_state_of_a_projection_is_skipped_only_after_a_majority_read() {
        var projection = new Projection<Integer>(fixture.outbox(), "numbers") {
            @Override
            protected Document write(Integer state) {
                return new Document("n", state);
            }

            @Override
            protected Integer read(Document state) {
                return state.getInteger("n");
            }
        };
        projection.put("a", 2, 22);
        failover.after(_ -> false, () -> {});

        assertThat(projection.put("a", 2, 22)).isFalse();
        assertThat(Failover.isMajority(failover.commands.getLast())).isTrue();
    }

    @Test
    void lost_race_does_not_repeat_causes_that_left_the_inbox() {
        tallies.insert("busy", "begin", new Tally(0).step("busy"));
        var updates = new ArrayList<>(IntStream.range(0, 150).mapToObj(n -> step("many", "cause/" + n)).toList());
        updates.addFirst(step("busy", "busy"));
        // Another instance changes one document between the read and the write: the other documents are written, then all are
        // read.
        failover.after(Failover::isUncommittedRead, () -> documents.updateOne(eq("busy"), inc("version", 1L)));

        tallies.applyAll(updates);

        assertThat(tallies.find("many").orElseThrow().state()).isEqualTo(new Tally(150));
        assertThat(tallies.find("busy").orElseThrow().state()).isEqualTo(new Tally(2));
    }

    @Test
    void call_with_more_causes_than_the_inbox_holds_can_be_repeated() {
        var updates = IntStream.range(0, 150).mapToObj(n -> step("repeated", "cause/" + n)).toList();

        tallies.applyAll(updates);
        tallies.applyAll(updates);

        assertThat(tallies.find("repeated").orElseThrow().state()).isEqualTo(new Tally(150));
    }

    /** A server that has lost its role misses the document; the next attempt reaches the primary. */
    private void missedBy(String id) {
        tallies.insert(id, "begin", new Tally(0).step(id));
        var stored = documents.findOneAndDelete(eq(id));
        failover.after(Failover::isUncommittedRead, () -> documents.insertOne(stored));
    }

    @Test
    void update_of_an_aggregate_that_a_stale_server_misses_is_not_refused() {
        missedBy("missed");

        assertThat(tallies.update("missed", "step", tally -> tally.step("missed"))).isTrue();

        assertThat(tallies.find("missed").orElseThrow().state()).isEqualTo(new Tally(2));
    }

    @Test
    void event_of_an_aggregate_that_a_stale_server_misses_is_not_skipped() {
        missedBy("skipped");

        tallies.applyAll(List.of(AggregateUpdate.of("skipped", "event", Optional.empty(), tally -> tally.step("skipped"))));

        assertThat(tallies.find("skipped").orElseThrow().state()).isEqualTo(new Tally(2));
    }

    @Test
    void aggregate_is_missing_only_after_a_majority_write() {
        failover.after(_ -> false, () -> {});

        tallies.applyAll(List.of(AggregateUpdate.of("none", "event", Optional.empty(), tally -> tally.step("none"))));

        assertThat(failover.commands.getLast()).containsKey("findAndModify");
        assertThat(Failover.isMajority(failover.commands.getLast())).isTrue();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> tallies.update("none", "step", tally -> tally.step("none")));
    }

    @Test
    void documents_are_queried_on_a_majority_and_only_with_a_limit() {
        var notes = new Documents(fixture.outbox(), "notes");
        notes.insert(new Document("_id", "a"));
        failover.after(_ -> false, () -> {});

        assertThat(notes.query(new Document(), null, new Document("_id", 1), 0)).isEmpty();
        assertThat(notes.query(new Document(), null, new Document("_id", 1), 1)).hasSize(1);
        assertThat(Failover.isMajority(failover.commands.getLast())).isTrue();
    }
}
