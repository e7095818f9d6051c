package io.amparo.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.Change;
import io.amparo.testkit.store.Tally.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
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

/** Contract of the outbox relay, tested on each kind of backend. */
class OutboxRelayIT {
    private final StoreFixture fixture = new StoreFixture();
    private final Tallies tallies = new Tallies(fixture.outbox());

    @AfterAll
    void close() {
        fixture.close();
    }

    @Test
    void stored_events_are_published_in_order_with_stable_ids() {
        tallies.insert("order", "begin", new Tally(0).step("order"));
        for (int n = 1; n <= 20; n++) tallies.update("order", "step/" + n, tally -> tally.step("order"));

        await().until(() -> fixture.receivedIds("order").size() >= 21);
        assertThat(fixture.receivedIds("order").stream().distinct())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 21).mapToObj(n -> "order/" + n + "/0").toList());
        await().until(() -> fixture.database().getCollection("tallies").find(new Document("_id", "order")).first()
                .getList("outbox", Document.class).isEmpty());
    }

    @Test
    void sweep_publishes_entries_left_by_a_crashed_instance() {
        var crashed = new Tallies(fixture.outbox(fixture.name())); // has no relay
        crashed.insert("left", "begin", new Tally(0).step("left"));
        crashed.update("left", "step", tally -> tally.step("left"));

        await().until(() -> fixture.receivedIds("left").containsAll(List.of("left/1/0", "left/2/0")));
    }

    @Test
    void each_event_of_an_aggregate_has_a_higher_sequence_than_the_one_before() {
        var two = List.of(new TicketClosed("story", "1", "acme", "somebody", Instant.EPOCH),
                new TicketClosed("story", "2", "acme", "somebody", Instant.EPOCH));
        tallies.insert("story", "begin", Change.of(new Tally(1), two));
        tallies.update("story", "second", tally -> Change.of(tally, two));
        tallies.update("story", "third", tally -> Change.of(tally, two));

        await().until(() -> fixture.receivedIds("story").size() == 6);
        assertThat(sequences("story")).containsExactly(1_000_000L, 1_000_001L, 2_000_000L, 2_000_001L, 3_000_000L, 3_000_001L);
    }

    private List<Long> sequences(String id) {
        return fixture.kafka().received().stream().filter(event -> event.subject().equals(id)).map(Event::sequence).toList();
    }

    @Test
    void direct_publishing_repeats_the_same_ids_and_sequences_on_retry() {
        tallies.insert("direct", "begin", Change.of(new Tally(3), List.of()));
        for (int attempt = 1; attempt <= 2; attempt++)
            tallies.publishDirectly("direct", tallies.currentOrigin("all"),
                    tally -> Collections.nCopies(tally.count(), tally.step("direct").events().getFirst()));

        // All events have one key and therefore one partition, so they are read in the order of publishing.
        await().until(() -> fixture.receivedIds("direct").size() == 6);
        assertThat(fixture.receivedIds("direct")).containsExactly("direct/1/0", "direct/1/1", "direct/1/2", "direct/1/0",
                "direct/1/1", "direct/1/2");
        assertThat(sequences("direct")).containsExactly(1_000_000L, 1_000_001L, 1_000_002L, 1_000_000L, 1_000_001L, 1_000_002L);
        assertThat(tallies.find("direct").orElseThrow().version()).isEqualTo(1);
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> tallies.publishDirectly("none", tallies.currentOrigin("all"), _ -> List.of()));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> new Tallies(fixture.outbox(fixture.name()))
                .publishDirectly("direct", tallies.currentOrigin("all"), tally -> tally.step("direct").events()));
    }

    @Test
    void two_concurrent_relays_lose_no_events_and_keep_their_ids() {
        fixture.startRelay(fixture.outbox(), Duration.ofMillis(300));
        for (int n = 0; n < 50; n++) tallies.insert("two" + n, "begin", new Tally(0).step("two" + n));

        await().until(() -> IntStream.range(0, 50).allMatch(n -> fixture.receivedIds("two" + n).contains("two" + n + "/1/0")));
        assertThat(fixture.kafka().received(TicketClosed.class)).isNotEmpty();
    }

    @Test
    void sweep_skips_entries_in_progress_on_the_relay_of_another_instance() {
        var relayed = fixture.outbox(fixture.name() + "_twins");
        var otherOutbox = fixture.outbox(fixture.name() + "_twins");
        var tallies = new Tallies(relayed);
        var withoutRelay = new Tallies(fixture.outbox(fixture.name() + "_twins")); // has no relay
        new Tallies(otherOutbox);
        fixture.startRelay(relayed, Duration.ofSeconds(1));
        fixture.startRelay(otherOutbox, Duration.ofSeconds(1));

        int twins = 0, early = 0;
        // The first sweeps of the relays may find the first two entries and the twins of that time; a later sweep finds the
        // third.
        for (var left : List.of("forgotten1", "forgotten2", "forgotten3")) {
            early = twins;
            withoutRelay.insert(left, "begin", new Tally(0).step(left));
            while (fixture.receivedIds(left).isEmpty())
                tallies.insert("twin" + ++twins, "begin", new Tally(0).step("twin" + twins));
        }

        int first = early + 1, last = twins;
        await().until(() -> IntStream.rangeClosed(1, last).noneMatch(n -> fixture.receivedIds("twin" + n).isEmpty()));
        assertThat(IntStream.rangeClosed(first, last).boxed()).isNotEmpty()
                .allMatch(n -> fixture.receivedIds("twin" + n).size() == 1);
    }

    /** A producer with one failure. */
    private static final class FailingProducer extends KafkaProducer<String, byte[]> {
        private final AtomicReference<Supplier<Future<RecordMetadata>>> failure = new AtomicReference<>();

        FailingProducer(Map<String, Object> settings) {
            super(settings, new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> event) {
            var next = event.key().equals("acme") ? failure.getAndSet(null) : null;
            return next == null ? super.send(event) : next.get();
        }
    }

    /** An acknowledgement that fails in a way that the producer does not declare. */
    private static final class BrokenAck extends CompletableFuture<RecordMetadata> {
        @Override
        public boolean isDone() {
            throw new IllegalStateException("unexpected");
        }
    }

    @Test
    void unexpected_failure_does_not_end_the_relay() {
        var relayed = fixture.outbox(fixture.name() + "_failing");
        var failing = new Tallies(relayed);
        var producer = new FailingProducer(fixture.producerSettings());
        fixture.startRelay(relayed, Duration.ofMillis(300), producer);
        var failures = Map.<String, Supplier<Future<RecordMetadata>>>of("exception", BrokenAck::new, "error", () -> {
            throw new LinkageError("unexpected");
        });

        failures.forEach((kind, failure) -> {
            producer.failure.set(failure);
            var id = "survives-" + kind;
            failing.insert(id, "begin", new Tally(0).step(id));
            await().until(() -> producer.failure.get() == null && !fixture.receivedIds(id).isEmpty());
        });
    }

    @Test
    void temporary_failure_is_retried_in_order_and_parks_no_event() {
        var relayed = fixture.outbox(fixture.name() + "_temporary");
        var failing = new Tallies(relayed);
        var producer = new FailingProducer(fixture.producerSettings());
        fixture.startRelay(relayed, Duration.ofSeconds(10), producer);
        producer.failure.set(() -> CompletableFuture.failedFuture(new NotEnoughReplicasException("not enough replicas")));

        failing.insert("temporary", "begin", Change.of(new Tally(2),
                List.of(new Tally(0).step("temporary").events().getFirst(), new Tally(1).step("temporary").events().getFirst())));

        await().until(() -> fixture.receivedIds("temporary").size() == 2);
        assertThat(fixture.receivedIds("temporary")).containsExactly("temporary/1/0", "temporary/1/1");
    }

    @Test
    void document_with_many_entries_is_published_in_order() {
        tallies.insert("long", "begin",
                Change.of(new Tally(130), Collections.nCopies(130, new Tally(0).step("long").events().getFirst())));

        await().until(() -> fixture.receivedIds("long").size() >= 130);
        assertThat(fixture.receivedIds("long").stream().distinct())
                .containsExactlyElementsOf(IntStream.range(0, 130).mapToObj(n -> "long/1/" + n).toList());
        await().until(() -> fixture.collection("tallies").find(new Document("_id", "long")).first()
                .getList("outbox", Document.class).isEmpty());
    }

    @Test
    void sweep_after_a_start_reads_pages() {
        var replies = new ReplySizes();
        try (var counted = new StoreFixture(Map.of(), replies)) {
            var database = counted.name() + "_left";
            var crashed = new Tallies(counted.outbox(database));
            for (int n = 0; n < 450; n++) crashed.insert("left" + n, "begin", new Tally(0).step("left" + n));
            var relayed = counted.outbox(database);
            new Tallies(relayed);
            counted.startRelay(relayed, Duration.ofSeconds(10));

            await().until(() -> IntStream.range(0, 450).noneMatch(n -> counted.receivedIds("left" + n).isEmpty()));
            assertThat(replies.largest()).isBetween(1, 100);
        }
    }
}
