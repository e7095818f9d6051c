package io.amparo.testkit.store;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.Change;
import io.amparo.testkit.Backends;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.store.Tally.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The relay sends what a writer passes to it, and reads a document only if an older entry may be unpublished. */
class HandOverIT {

    /** A producer whose sends wait, or of which one fails. */
    private static final class ControlledProducer extends KafkaProducer<String, byte[]> {
        private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(0));
        private final AtomicReference<Future<RecordMetadata>> failure = new AtomicReference<>();

        ControlledProducer(StoreFixture fixture) {
            super(fixture.producerSettings(), new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> event) {
            try {
                gate.get().await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            var next = failure.getAndSet(null);
            return next == null ? super.send(event) : next;
        }
    }

    private final CommandCounts commands = new CommandCounts();
    private final StoreFixture fixture = new StoreFixture(Map.of(), commands);
    private final String database = fixture.name() + "_controlled";
    private final Tallies withoutRelay = new Tallies(fixture.outbox(database));
    private final ControlledProducer producer = new ControlledProducer(fixture);
    private final Tallies tallies;
    private final MongoClient otherClient = MongoClients.create(Backends.get().mongoUri());

    HandOverIT() {
        var relayed = fixture.outbox(database);
        tallies = new Tallies(relayed);
        fixture.startRelay(relayed, Duration.ofHours(1), producer);
        tallies.insert("warm-up", "begin", new Tally(0).step("warm-up"));
        awaitPublished("warm-up", 1);
    }

    @AfterAll
    void close() {
        otherClient.close();
        fixture.close();
    }

    private MongoCollection<Document> documents() {
        return otherClient.getDatabase(database).getCollection("tallies");
    }

    private List<Document> outboxOf(String id) {
        return documents().find(eq(id)).first().getList("outbox", Document.class);
    }

    /** Waits until the events are received in order, each once, and removed from the document. */
    private void awaitPublished(String id, int versions) {
        await().until(() -> outboxOf(id).isEmpty() && fixture.receivedIds(id).size() >= versions);
        assertThat(fixture.receivedIds(id))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, versions).mapToObj(n -> id + "/" + n + "/0").toList());
    }

    @Test
    void passed_entries_are_published_without_a_read() {
        commands.reset();
        tallies.insert("passed", "begin", new Tally(0).step("passed"));
        awaitPublished("passed", 1);

        assertThat(commands.count("tallies", "find")).isZero();
        assertThat(commands.count("tallies", "update")).as("removal").isOne();
    }

    @Test
    void changes_of_one_document_stay_in_order() {
        tallies.insert("order", "begin", new Tally(0).step("order"));
        for (int n = 2; n <= 30; n++) tallies.update("order", "step/" + n, tally -> tally.step("order"));

        awaitPublished("order", 30);
    }

    @Test
    void concurrent_writers_of_one_document_stay_in_order() {
        tallies.insert("contended", "begin", new Tally(0).step("contended"));
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 2; n <= 40; n++) {
                var cause = "step/" + n;
                writers.execute(() -> tallies.update("contended", cause, tally -> tally.step("contended")));
            }
        }
        awaitPublished("contended", 40);
    }

    @Test
    void entry_of_a_crashed_instance_is_sent_before_the_passed_one() {
        withoutRelay.insert("crashed", "begin", new Tally(0).step("crashed"));
        tallies.update("crashed", "step", tally -> tally.step("crashed"));

        awaitPublished("crashed", 2);
    }

    @Test
    void failed_entry_is_sent_before_the_next_passed_one() {
        producer.failure.set(CompletableFuture.failedFuture(new NotEnoughReplicasException("not enough replicas")));
        tallies.insert("failed", "begin", new Tally(0).step("failed"));
        await().until(() -> producer.failure.get() == null);
        tallies.update("failed", "step", tally -> tally.step("failed"));

        awaitPublished("failed", 2);
    }

    @Test
    void parked_entry_stops_the_next_passed_one() {
        tallies.insert("parked", "begin",
                Change.of(new Tally(0), List.of(new TicketClosed("parked", "1", "acme", "x".repeat(2_000_000), Instant.EPOCH))));
        await().until(() -> outboxOf("parked").getFirst().containsKey("parked"));
        tallies.update("parked", "step", tally -> tally.step("parked"));
        tallies.insert("after-parked", "begin", new Tally(0).step("after-parked"));
        awaitPublished("after-parked", 1);

        assertThat(fixture.receivedIds("parked")).isEmpty();
        assertThat(outboxOf("parked")).hasSize(2);
    }

    @Test
    void entries_that_waited_long_are_read() {
        var closed = new CountDownLatch(1);
        producer.gate.set(closed);
        tallies.insert("blocker", "begin", new Tally(0).step("blocker"));
        tallies.insert("late", "begin", new Tally(0).step("late"));
        var passedAt = System.nanoTime();
        // Another instance changes the document, and its relay publishes both entries.
        withoutRelay.update("late", "step", tally -> tally.step("late"));
        await().until(() -> System.nanoTime() - passedAt > Duration.ofMillis(300).toNanos());
        closed.countDown();

        awaitPublished("late", 2);
    }

    @Test
    void many_entries_of_one_change_are_read() {
        tallies.insert("many", "begin",
                Change.of(new Tally(50), Collections.nCopies(50, new Tally(0).step("many").events().getFirst())));

        await().until(() -> outboxOf("many").isEmpty());
        await().until(() -> fixture.receivedIds("many").size() >= 50);
        assertThat(fixture.receivedIds("many"))
                .containsExactlyElementsOf(IntStream.range(0, 50).mapToObj(n -> "many/1/" + n).toList());
    }
}
