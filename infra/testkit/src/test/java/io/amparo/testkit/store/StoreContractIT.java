package io.amparo.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.consume.Batch;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.OutboxRelay;
import io.amparo.platform.store.Projection;
import io.amparo.platform.store.StaleVersionException;
import io.amparo.platform.store.TraceContext;
import io.amparo.platform.store.Versioned;
import io.amparo.testkit.Backends;
import io.amparo.testkit.store.Tally.Tallies;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.support.MessageBuilder;

/** Contract of aggregate stores, outbox relay and projections, tested on each kind of backend. */
class StoreContractIT {
    private final String name = Backends.uniqueName("store");
    private final Backends backends = Backends.get();
    private final MongoClient client = MongoClients.create(backends.mongoUri());
    private final List<OutboxRelay> relays = new ArrayList<>();
    private EventClient kafka;
    private Outbox outbox;
    private Tallies tallies;

    @BeforeAll
    void open() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", backends.kafkaBrokers()))) {
            admin.createTopics(Arrays.stream(Topic.values())
                    .map(topic -> new NewTopic(name + "." + topic.topicName(), 2, (short) 1)).toList()).all().get();
        }
        kafka = new EventClient(backends.kafkaBrokers(), name + ".");
        outbox = outbox(name);
        tallies = new Tallies(outbox);
        startRelay(outbox, Duration.ofMillis(300));
    }

    @AfterAll
    void close() {
        relays.forEach(OutboxRelay::stop);
        kafka.close();
        client.close();
    }

    private Outbox outbox(String database) {
        return new Outbox(client.getDatabase(database), new EventCodec("tally", name + ".")::write,
                new TraceContext(Tracer.NOOP, Propagator.NOOP), Clock.systemUTC());
    }

    private void startRelay(Outbox relayedOutbox, Duration sweepEvery) {
        var producer = new KafkaProducer<>(Map.<String, Object>of("bootstrap.servers", backends.kafkaBrokers()),
                new StringSerializer(), new ByteArraySerializer());
        var relay = new OutboxRelay(relayedOutbox, producer, Clock.systemUTC(), sweepEvery, new SimpleMeterRegistry());
        relay.start();
        relays.add(relay);
    }

    private List<String> receivedIds(String id) {
        return kafka.received().stream().filter(event -> event.subject().equals(id)).map(Event::id).toList();
    }

    @Test
    void stored_events_are_published_in_order_with_stable_ids() {
        tallies.insert("order", "begin", new Tally(0).step("order"));
        for (int n = 1; n <= 20; n++) tallies.update("order", "step/" + n, tally -> tally.step("order"));

        await().until(() -> receivedIds("order").size() >= 21);
        assertThat(receivedIds("order").stream().distinct())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 21).mapToObj(n -> "order/" + n + "/0").toList());
        await().until(() -> client.getDatabase(name).getCollection("tallies").find(new Document("_id", "order")).first()
                .getList("outbox", Document.class).isEmpty());
    }

    @Test
    void concurrent_updates_with_the_same_cause_are_applied_once() throws Exception {
        tallies.insert("race", "begin", new Tally(0).step("race"));
        var calls = IntStream.range(0, 40)
                .<Callable<Boolean>>mapToObj(
                        n -> () -> retryOnConflict(() -> tallies.update("race", "cause/" + n % 10, tally -> tally.step("race"))))
                .toList();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var applied = 0;
            for (var call : threads.invokeAll(calls)) applied += call.get() ? 1 : 0;
            assertThat(applied).isEqualTo(10);
        }

        assertThat(tallies.find("race").orElseThrow().state()).isEqualTo(new Tally(11));
        await().until(() -> receivedIds("race").stream().distinct().count() == 11);
    }

    /** Retries after 5 lost races, as the redelivery of Kafka does. */
    private static boolean retryOnConflict(Supplier<Boolean> write) {
        while (true) {
            try {
                return write.get();
            } catch (ConcurrentModificationException ignored) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void repeated_insert_changes_nothing() {
        assertThat(tallies.insert("once", "begin", new Tally(0).step("once"))).isTrue();
        assertThat(tallies.insert("once", "retry", new Tally(7).step("once"))).isFalse();

        assertThat(tallies.find("once").orElseThrow().state()).isEqualTo(new Tally(1));
    }

    @Test
    void sweep_publishes_entries_left_by_a_crashed_instance() {
        var crashed = new Tallies(outbox(name)); // has no relay
        crashed.insert("left", "begin", new Tally(0).step("left"));
        crashed.update("left", "step", tally -> tally.step("left"));

        await().until(() -> receivedIds("left").containsAll(List.of("left/1/0", "left/2/0")));
    }

    @Test
    void store_without_outbox_rejects_events() {
        var withoutEvents = new Tallies(outbox(name + "_without_events").withoutEvents());

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> withoutEvents.insert("with-events", "begin", new Tally(0).step("with-events")));
        assertThat(withoutEvents.find("with-events")).isEmpty();
        assertThat(withoutEvents.insert("without-events", "begin", Change.of(new Tally(1), List.of()))).isTrue();
    }

    @Test
    void direct_publishing_repeats_the_same_ids_on_retry() {
        tallies.insert("direct", "begin", Change.of(new Tally(3), List.of()));
        for (int attempt = 1; attempt <= 2; attempt++)
            tallies.publishDirectly("direct", "all",
                    tally -> Collections.nCopies(tally.count(), tally.step("direct").events().getFirst()));

        // All events have one key and therefore one partition, so they are read in the order of publishing.
        await().until(() -> receivedIds("direct").size() == 6);
        assertThat(receivedIds("direct")).containsExactly("direct/1/0", "direct/1/1", "direct/1/2", "direct/1/0", "direct/1/1",
                "direct/1/2");
        assertThat(tallies.find("direct").orElseThrow().version()).isEqualTo(1);
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> tallies.publishDirectly("none", "all", _ -> List.of()));
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(
                () -> new Tallies(outbox(name)).publishDirectly("direct", "all", tally -> tally.step("direct").events()));
    }

    @Test
    void due_aggregate_is_claimed_by_one_instance_at_a_time() {
        var now = Instant.parse("2026-03-02T12:00:00Z");
        var later = now.plusSeconds(5);
        tallies.insert("claimed", "begin", new Change<>(new Tally(1), List.of(), now));

        assertThat(IntStream.range(0, 8).parallel().filter(_ -> tallies.claim("claimed", now, later)).count()).isEqualTo(1);
        assertThat(tallies.due(now, 10)).doesNotContain("claimed");
        assertThat(tallies.due(later, 10)).contains("claimed");
        assertThat(tallies.claim("claimed", later, later.plusSeconds(5))).isTrue();
        tallies.update("claimed", "done", tally -> Change.of(tally, List.of()));
        assertThat(tallies.claim("claimed", later.plusSeconds(60), later.plusSeconds(90))).isFalse();
    }

    @Test
    void two_concurrent_relays_lose_no_events_and_keep_their_ids() {
        startRelay(outbox, Duration.ofMillis(300));
        for (int n = 0; n < 50; n++) tallies.insert("two" + n, "begin", new Tally(0).step("two" + n));

        await().until(() -> IntStream.range(0, 50).allMatch(n -> receivedIds("two" + n).contains("two" + n + "/1/0")));
        assertThat(kafka.received(TicketClosed.class)).isNotEmpty();
    }

    @Test
    void sweep_skips_entries_in_progress_on_the_relay_of_another_instance() {
        var relayed = outbox(name + "_twins");
        var otherOutbox = outbox(name + "_twins");
        var tallies = new Tallies(relayed);
        var withoutRelay = new Tallies(outbox(name + "_twins")); // has no relay
        new Tallies(otherOutbox);
        startRelay(relayed, Duration.ofSeconds(1));
        startRelay(otherOutbox, Duration.ofSeconds(1));

        int twins = 0, early = 0;
        // The first sweeps of the relays may find the first two entries and the twins of that time; a later sweep finds the
        // third.
        for (var left : List.of("forgotten1", "forgotten2", "forgotten3")) {
            early = twins;
            withoutRelay.insert(left, "begin", new Tally(0).step(left));
            while (receivedIds(left).isEmpty())
                tallies.insert("twin" + ++twins, "begin", new Tally(0).step("twin" + twins));
        }

        int first = early + 1, last = twins;
        await().until(() -> IntStream.rangeClosed(1, last).noneMatch(n -> receivedIds("twin" + n).isEmpty()));
        assertThat(IntStream.rangeClosed(first, last).boxed()).isNotEmpty().allMatch(n -> receivedIds("twin" + n).size() == 1);
    }

    @Test
    void write_on_a_stale_version_or_a_missing_aggregate_is_rejected() {
        tallies.insert("stale", "begin", new Tally(0).step("stale"));
        tallies.update("stale", "step", 1L, tally -> tally.step("stale"));

        assertThatExceptionOfType(StaleVersionException.class)
                .isThrownBy(() -> tallies.update("stale", "late", 1L, tally -> tally.step("stale")));
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> tallies.update("missing", "step", tally -> tally.step("missing")));
    }

    private static AggregateUpdate<Tally, TicketClosed> step(String id, String cause) {
        return AggregateUpdate.of(id, cause, Optional.of(new Tally(0)), tally -> tally.step(id));
    }

    @Test
    void apply_all_keeps_the_order_and_applies_each_cause_once() {
        tallies.insert("many0", "begin", new Tally(0).step("many0"));
        tallies.update("many0", "known", tally -> tally.step("many0"));
        var updates = new ArrayList<AggregateUpdate<Tally, TicketClosed>>();
        for (int n = 0; n < 500; n++)
            for (var cause : List.of("known", "new", "new", "newer")) updates.add(step("many" + n, cause));
        updates.add(AggregateUpdate.of("never-begun", "new", Optional.empty(), tally -> tally.step("never-begun")));

        tallies.applyAll(updates);
        tallies.applyAll(updates);

        assertThat(tallies.find("never-begun")).isEmpty();
        assertThat(tallies.find("many0").orElseThrow()).isEqualTo(new Versioned<>("many0", 4, new Tally(4)));
        assertThat(IntStream.range(1, 500).boxed()).allSatisfy(
                n -> assertThat(tallies.find("many" + n).orElseThrow()).isEqualTo(new Versioned<>("many" + n, 3, new Tally(3))));
        await().until(() -> receivedIds("many499").size() >= 3);
        assertThat(receivedIds("many0").stream().distinct()).containsExactly("many0/1/0", "many0/2/0", "many0/3/0", "many0/4/0");
        assertThat(receivedIds("many499").stream().distinct()).containsExactly("many499/1/0", "many499/2/0", "many499/3/0");
    }

    @Test
    void lost_race_is_retried_without_applying_other_updates_twice() throws Exception {
        tallies.insert("quick", "begin", new Tally(0).step("quick"));
        var calls = IntStream.range(0, 8).<Callable<Boolean>>mapToObj(n -> () -> retryOnConflict(() -> {
            tallies.applyAll(List.of(step("other" + n, "new"), step("begun", "by/" + n), step("quick", "by/" + n)));
            return true;
        })).toList();

        try (var threads = Executors.newFixedThreadPool(4)) {
            for (var call : threads.invokeAll(calls)) call.get();
        }

        assertThat(tallies.find("quick").orElseThrow().state()).isEqualTo(new Tally(9));
        assertThat(tallies.find("begun").orElseThrow().state()).isEqualTo(new Tally(8));
        assertThat(IntStream.range(0, 8).boxed())
                .allSatisfy(n -> assertThat(tallies.find("other" + n).orElseThrow().state()).isEqualTo(new Tally(1)));
    }

    @Test
    void failed_update_does_not_prevent_a_retry_of_the_others() {
        var updates = List.of(step("valid", "new"),
                AggregateUpdate.<Tally, TicketClosed>of("missing", "new", tally -> tally.step("missing")));

        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> tallies.applyAll(updates));
        tallies.applyAll(updates.subList(0, 1));

        assertThat(tallies.find("valid").orElseThrow().state()).isEqualTo(new Tally(1));
    }

    @Test
    void failed_record_of_a_batch_is_reported_and_earlier_ones_are_applied_once() {
        var consumer = Batch.<Tally, TicketClosed>into(tallies, (headers, body) -> {
            if (body.length == 0) throw new IllegalArgumentException("no event");
            return Optional.of(step(new String(body, UTF_8), new String(headers.lastHeader("cause").value(), UTF_8)));
        });
        var batch = MessageBuilder.withPayload((Object) List.of("batch1".getBytes(UTF_8), new byte[0], "batch2".getBytes(UTF_8)))
                .setHeader(KafkaHeaders.NATIVE_HEADERS, List.of(cause("a"), cause("b"), cause("c"))).build();

        for (int n = 0; n < 2; n++)
            assertThatExceptionOfType(BatchListenerFailedException.class).isThrownBy(() -> consumer.accept(batch))
                    .satisfies(exception -> assertThat(exception.getIndex()).isOne())
                    .withRootCauseInstanceOf(IllegalArgumentException.class);

        assertThat(tallies.find("batch1").orElseThrow().state()).isEqualTo(new Tally(1));
        assertThat(tallies.find("batch2")).as("is redelivered after the failed record is parked").isEmpty();
    }

    private static Headers cause(String cause) {
        return new RecordHeaders().add("cause", cause.getBytes(UTF_8));
    }

    @Test
    void due_aggregates_are_returned_longest_due_first() {
        var now = Instant.parse("2026-01-01T00:00:00Z");
        tallies.insert("due2", "begin", new Change<>(new Tally(0), List.of(), now.minusSeconds(1)));
        tallies.insert("due1", "begin", new Change<>(new Tally(0), List.of(), now.minusSeconds(2)));
        tallies.insert("due3", "begin", new Change<>(new Tally(0), List.of(), now.plusSeconds(1)));

        assertThat(tallies.due(now, 10)).containsExactly("due1", "due2");
        assertThat(tallies.due(now, 1)).containsExactly("due1");
    }

    @Test
    void walk_visits_every_aggregate_once_across_cursor_batches() {
        for (int n = 0; n < 1_001; n++) tallies.insert("walk/" + n, "begin", Change.of(new Tally(10_000 + n), List.of()));
        var seen = new ArrayList<Integer>();

        tallies.forEach(tally -> {
            if (tally.count() >= 10_000) seen.add(tally.count());
        });

        assertThat(seen).hasSize(1_001).doesNotHaveDuplicates();
    }

    @Test
    void projection_keeps_the_newest_state_in_any_order_of_arrival() {
        var projection = new Projection<Integer>(outbox, "projection") {
            @Override
            protected Document write(Integer state) {
                return new Document("n", state);
            }

            @Override
            protected Integer read(Document state) {
                return state.getInteger("n");
            }
        };

        assertThat(projection.put("a", 2, 22)).isTrue();
        assertThat(projection.put("a", 1, 11)).isFalse();
        assertThat(projection.put("a", 2, 99)).isFalse();
        assertThat(projection.put("a", 5, 55)).isTrue();
        assertThat(projection.find("a")).contains(55);
    }
}
