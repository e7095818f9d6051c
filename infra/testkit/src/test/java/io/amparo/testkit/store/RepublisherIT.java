package io.amparo.testkit.store;

import static com.mongodb.client.model.Filters.eq;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Republisher;
import io.amparo.testkit.SettableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whole states are published once more, with the ids and sequences that they had. */
class RepublisherIT {

    /** Tallies whose event carries the whole state. */
    private static final class WholeTallies extends AggregateStore<Tally, TicketClosed> {
        WholeTallies(Outbox outbox) {
            this(outbox, "whole");
        }

        WholeTallies(Outbox outbox, String collection) {
            super(outbox, collection);
        }

        @Override
        protected Set<Class<?>> wholeStateEvents() {
            return Set.of(TicketClosed.class);
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

    /** Calls hooks before the records of one thread, which is the republisher's, are sent. */
    private static final class HookedProducer extends KafkaProducer<String, byte[]> {
        private final Thread hookedThread = Thread.currentThread();
        private final List<String> republished = new ArrayList<>();
        private final AtomicReference<Runnable> once = new AtomicReference<>();
        private Runnable always = () -> {};
        private Function<String, Exception> failure = _ -> null;

        HookedProducer(StoreFixture fixture) {
            super(fixture.producerSettings(), new StringSerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<String, byte[]> event) {
            if (Thread.currentThread() != hookedThread) return super.send(event);
            var id = new String(event.headers().lastHeader("ce_id").value(), UTF_8);
            republished.add(id);
            var action = once.getAndSet(null);
            if (action != null) action.run();
            always.run();
            var exception = failure.apply(id);
            return exception == null ? super.send(event) : CompletableFuture.failedFuture(exception);
        }
    }

    private final StoreFixture fixture = new StoreFixture();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-02T12:00:00Z"));

    @AfterAll
    void close() {
        fixture.close();
    }

    private Outbox outbox(String database) {
        return fixture.outbox(fixture.name() + "_" + database);
    }

    private Republisher republisher(Outbox outbox, WholeTallies... tallies) {
        return new Republisher(outbox, List.of(tallies), clock, new SimpleMeterRegistry());
    }

    private Document republication(String database, String collection) {
        return fixture.database(fixture.name() + "_" + database).getCollection("republications").find(eq(collection)).first();
    }

    private Document progress(String database) {
        return republication(database, "whole").get("state", Document.class);
    }

    /** Inserts tallies, whose events are published, and returns their store and its republisher with a run that is due. */
    private Republisher requested(Outbox outbox, WholeTallies tallies, String database, String... ids) {
        for (var id : ids) tallies.insert(id, "begin", new Tally(0).step(id));
        await().until(() -> isPublished(database));
        var republisher = republisher(outbox, tallies);
        republisher.request();
        return republisher;
    }

    private void awaitPublished(String id, int events) {
        await().until(() -> fixture.receivedIds(id).stream().distinct().count() == events);
    }

    private boolean isPublished(String database) {
        return fixture.database(fixture.name() + "_" + database).getCollection("whole")
                .countDocuments(new Document("outbox.at", new Document("$exists", true))) == 0;
    }

    @Test
    void last_state_is_published_once_more_with_its_id_and_sequence() {
        var outbox = outbox("last");
        var tallies = new WholeTallies(outbox);
        fixture.startRelay(outbox, Duration.ofMillis(300));
        tallies.insert("last", "begin", new Tally(0).step("last"));
        tallies.update("last", "step", tally -> tally.step("last"));
        tallies.update("last", "silent", tally -> Change.of(tally, List.of()));
        awaitPublished("last", 2);
        await().until(() -> isPublished("last"));
        var republisher = republisher(outbox, tallies);

        assertThat(republisher.request()).containsExactly("whole");
        republisher.tick();
        republisher.tick();

        await().until(() -> fixture.receivedIds("last").size() == 3);
        assertThat(fixture.receivedIds("last")).containsExactly("last/1/0", "last/2/0", "last/2/0");
        assertThat(fixture.kafka().received().stream().filter(event -> event.subject().equals("last")).map(Event::sequence))
                .containsExactly(1_000_000L, 2_000_000L, 2_000_000L);
    }

    @Test
    void run_continues_page_by_page_on_another_instance_and_begins_anew_every_day() {
        var outbox = outbox("pages");
        var tallies = new WholeTallies(outbox);
        fixture.startRelay(outbox, Duration.ofMillis(300));
        IntStream.range(0, 250).forEach(n -> tallies.insert("page" + n, "begin", new Tally(0).step("page" + n)));
        await().until(() -> isPublished("pages"));
        republisher(outbox, tallies).schedule();
        republisher(outbox, tallies).tick();
        assertThat(fixture.receivedIds("page7")).as("the first run is a day after the first start").hasSize(1);

        clock.advance(Duration.ofDays(1));
        var instances = new ArrayList<>(List.of(republisher(outbox, tallies), republisher(outbox, tallies)));
        instances.parallelStream().forEach(Republisher::tick);
        await().until(() -> IntStream.range(0, 250).allMatch(n -> fixture.receivedIds("page" + n).size() == 2));

        clock.advance(Duration.ofDays(1));
        republisher(outbox, tallies).tick();
        await().until(() -> IntStream.range(0, 250).allMatch(n -> fixture.receivedIds("page" + n).size() == 3));
    }

    @Test
    void state_that_changes_during_the_run_is_published_last() {
        var outbox = outbox("changing");
        var tallies = new WholeTallies(outbox);
        var producer = new HookedProducer(fixture);
        fixture.startRelay(outbox, Duration.ofMillis(300), producer);
        tallies.insert("changing", "begin", new Tally(0).step("changing"));
        awaitPublished("changing", 1);
        await().until(() -> isPublished("changing"));
        var republisher = republisher(outbox, tallies);
        republisher.request();
        producer.once.set(() -> {
            tallies.update("changing", "step", tally -> tally.step("changing"));
            await().until(() -> fixture.receivedIds("changing").contains("changing/2/0") && isPublished("changing"));
        });

        republisher.tick();

        await().until(() -> fixture.receivedIds("changing").size() == 4);
        assertThat(fixture.receivedIds("changing")).containsExactly("changing/1/0", "changing/2/0", "changing/1/0",
                "changing/2/0");
    }

    @Test
    void state_that_the_relay_has_not_removed_yet_is_sent_in_a_correction() {
        var outbox = outbox("unremoved");
        var tallies = new WholeTallies(outbox);
        var producer = new HookedProducer(fixture);
        fixture.startRelay(outbox, Duration.ofMinutes(1), producer);
        var republisher = requested(outbox, tallies, "unremoved", "unremoved");
        var otherInstance = new WholeTallies(outbox("unremoved")); // its entry stays until the next sweep
        producer.once.set(() -> otherInstance.update("unremoved", "step", tally -> tally.step("unremoved")));

        republisher.tick();

        assertThat(producer.republished).containsExactly("unremoved/1/0", "unremoved/2/0");
    }

    @Test
    void page_whose_state_changes_all_the_time_is_repeated_later() {
        var outbox = outbox("restless");
        var tallies = new WholeTallies(outbox);
        var producer = new HookedProducer(fixture);
        fixture.startRelay(outbox, Duration.ofMinutes(1), producer);
        var republisher = requested(outbox, tallies, "restless", "restless");
        producer.always = () -> tallies.update("restless", "step/" + producer.republished.size(),
                tally -> tally.step("restless"));

        republisher.tick();
        assertThat(progress("restless").get("finishedAt")).isNull();

        producer.always = () -> {};
        await().until(() -> isPublished("restless"));
        clock.advance(Duration.ofMinutes(1));
        republisher.tick();
        assertThat(progress("restless").get("finishedAt")).isNotNull();
        assertThat(producer.republished.getLast()).isEqualTo("restless/12/0");
    }

    @Test
    void page_is_repeated_after_an_outage_of_the_broker() {
        var outbox = outbox("outage");
        var tallies = new WholeTallies(outbox);
        var producer = new HookedProducer(fixture);
        fixture.startRelay(outbox, Duration.ofMinutes(1), producer);
        var republisher = requested(outbox, tallies, "outage", "outage1", "outage2", "outage3");
        producer.failure = _ -> new TimeoutException("no broker");

        republisher.tick();
        assertThat(producer.republished).as("the other states would fail too").hasSize(1);
        assertThat(progress("outage").get("finishedAt")).isNull();

        producer.failure = _ -> null;
        clock.advance(Duration.ofMinutes(1));
        republisher.tick();
        assertThat(progress("outage").get("finishedAt")).isNotNull();
        await().until(() -> IntStream.rangeClosed(1, 3).allMatch(n -> fixture.receivedIds("outage" + n).size() == 2));
    }

    @Test
    void state_that_the_broker_never_accepts_is_skipped_and_not_counted() {
        var outbox = outbox("refused");
        var tallies = new WholeTallies(outbox);
        var producer = new HookedProducer(fixture);
        fixture.startRelay(outbox, Duration.ofMinutes(1), producer);
        var republisher = requested(outbox, tallies, "refused", "refused1", "refused2", "refused3");
        producer.failure = id -> id.startsWith("refused2") ? new RecordTooLargeException("too large") : null;

        republisher.tick();

        assertThat(progress("refused").get("finishedAt")).isNotNull();
        assertThat(progress("refused").getLong("published")).isEqualTo(2);
        await().until(() -> fixture.receivedIds("refused1").size() >= 2 && fixture.receivedIds("refused3").size() == 2);
    }

    @Test
    void collection_that_this_build_does_not_know_is_postponed_by_a_day() {
        var outbox = outbox("removed");
        var tallies = new WholeTallies(outbox);
        fixture.startRelay(outbox, Duration.ofMinutes(1));
        republisher(outbox, tallies, new WholeTallies(outbox, "removed")).request();

        republisher(outbox, tallies).tick();

        assertThat(republication("removed", "removed").getDate("dueAt").toInstant())
                .isEqualTo(clock.instant().plus(Duration.ofDays(1)));
    }
}
