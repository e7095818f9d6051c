package io.amparo.testkit.store;

import static com.mongodb.client.model.Filters.eq;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.events.DomainEvent;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.testkit.store.Tally.Tallies;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A topic that accepts no record for now delays no document with events of other topics. */
class OutboxOutageIT {
    private static final int LIMIT_BYTES = 4 * 1024 * 1024;

    /** Tallies with events on two topics. */
    private static final class MixedTallies extends AggregateStore<Tally, DomainEvent> {
        MixedTallies(Outbox outbox) {
            super(outbox, "mixed");
        }

        static Change<Tally, DomainEvent> change(String id, int slaEvents) {
            var events = IntStream.range(0, slaEvents).<DomainEvent>mapToObj(
                    n -> new SlaCancelled(id, Integer.toString(n), "acme", "RESOLUTION", 1, "DECLINED", Instant.EPOCH));
            var last = new Tally(0).step(id).events().<DomainEvent>stream();
            return Change.of(new Tally(1), Stream.concat(events, last).toList());
        }

        static Change<Tally, DomainEvent> largeChange(String id, int bytes) {
            return Change.of(new Tally(1),
                    List.of(new SlaCancelled(id, "x".repeat(bytes), "acme", "RESOLUTION", 1, "DECLINED", Instant.EPOCH)));
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

    /** Keeps the records of one topic, as a producer does while their partition has no leader. */
    private static final class HoldingProducer extends KafkaProducer<String, byte[]> {
        private final String heldTopic;
        private final Map<CompletableFuture<RecordMetadata>, ProducerRecord<String, byte[]>> held = new LinkedHashMap<>();
        private final CountDownLatch available = new CountDownLatch(1);

        HoldingProducer(StoreFixture fixture) {
            super(fixture.producerSettings(), new StringSerializer(), new ByteArraySerializer());
            heldTopic = fixture.kafka().topicName(Topic.SLA);
        }

        @Override
        public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> event) {
            if (available.getCount() == 0 || !event.topic().equals(heldTopic)) return super.send(event);
            var ack = new CompletableFuture<RecordMetadata>();
            held.put(ack, event);
            return ack;
        }

        synchronized int held() {
            return held.size();
        }

        synchronized void release() throws Exception {
            available.countDown();
            for (var each : held.entrySet()) each.getKey().complete(super.send(each.getValue()).get());
        }

        @Override
        public void flush() {
            try {
                available.await();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            super.flush();
        }
    }

    private final StoreFixture fixture = new StoreFixture();

    @AfterAll
    void close() {
        fixture.close();
    }

    private Document stored(String database, String id) {
        return fixture.database(database).getCollection("mixed").find(eq(id)).first();
    }

    @Test
    void unavailable_topic_delays_only_its_own_documents() throws Exception {
        var database = fixture.name() + "_topic";
        var outbox = fixture.outbox(database);
        var tallies = new Tallies(outbox);
        var mixed = new MixedTallies(outbox);
        var producer = new HoldingProducer(fixture);
        fixture.startRelay(outbox, Duration.ofMillis(300), producer);

        mixed.insert("delayed", "begin", MixedTallies.change("delayed", 30));
        await().until(() -> producer.held() > 0);
        for (int n = 0; n < 20; n++) {
            var id = "healthy" + n;
            tallies.insert(id, "begin", new Tally(0).step(id));
            await().until(() -> fixture.receivedIds(id).size() == 1);
        }
        mixed.update("delayed", "more", _ -> MixedTallies.change("delayed", 0));
        assertThat(producer.held()).as("sent once").isEqualTo(20);
        assertThat(fixture.receivedIds("delayed")).as("no event overtakes").isEmpty();

        producer.release();
        await().until(() -> fixture.receivedIds("delayed").size() >= 32);
        assertThat(fixture.receivedIds("delayed")).hasSize(32).doesNotHaveDuplicates();
        assertThat(fixture.receivedIds("delayed").stream().filter(id -> id.matches("delayed/(1/30|2/0)")))
                .containsExactly("delayed/1/30", "delayed/2/0");
        await().until(() -> stored(database, "delayed").getList("outbox", Document.class).isEmpty());
    }

    @Test
    void unavailable_topic_keeps_a_limited_number_of_bytes_in_the_producer() throws Exception {
        var outbox = fixture.outbox(fixture.name() + "_bytes");
        var tallies = new Tallies(outbox);
        var mixed = new MixedTallies(outbox);
        var producer = new HoldingProducer(fixture);
        fixture.startRelay(outbox, Duration.ofMillis(300), producer);

        int documents = 20, bytes = 500_000;
        for (int n = 0; n < documents; n++) mixed.insert("large" + n, "begin", MixedTallies.largeChange("large" + n, bytes));
        await().until(() -> producer.held() * bytes >= LIMIT_BYTES);
        tallies.insert("small", "begin", new Tally(0).step("small"));
        await().until(() -> fixture.receivedIds("small").size() == 1);
        assertThat(producer.held() * bytes).isLessThan(2 * LIMIT_BYTES + bytes);

        producer.release();
        await().until(() -> IntStream.range(0, documents).noneMatch(n -> fixture.receivedIds("large" + n).isEmpty()));
    }
}
