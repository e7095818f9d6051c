package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import io.amparo.local.backend.EmbeddedStore;
import io.amparo.platform.consume.DeadLetters.Replayer;
import io.amparo.platform.consume.DroppedDeadLetters.Dropped;
import io.amparo.platform.consume.ParkedSubjects.Position;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reading dead letters while the broker becomes unavailable. */
class WaitingDeadLettersTest {
    private static EmbeddedStore store;
    private static MongoClient client;
    private final List<String> handled = new ArrayList<>();

    @BeforeAll
    static void start() {
        store = EmbeddedStore.start(null, 0);
        client = MongoClients.create(store.uri());
    }

    @AfterAll
    static void stop() {
        client.close();
        store.close();
    }

    /** A broker that has {@code returned} of {@code all} records and returns nothing more. */
    private static MockConsumer<byte[], byte[]> broker(String deadLetters, int returned, int all) {
        var partition = new TopicPartition(deadLetters, 0);
        var consumer = new MockConsumer<byte[], byte[]>("earliest");
        consumer.updateBeginningOffsets(Map.of(partition, 0L));
        consumer.updateEndOffsets(Map.of(partition, (long) all));
        consumer.schedulePollTask(() -> {
            for (int n = 0; n < returned; n++)
                consumer.addRecord(new ConsumerRecord<>(deadLetters, 0, n, null, ("body" + n).getBytes(UTF_8)));
        });
        return consumer;
    }

    private DeadLetterOperations operations(String topic, MockConsumer<byte[], byte[]> broker) {
        var database = client.getDatabase("waiting");
        return new DeadLetterOperations("group",
                List.of(new Replayer("group", Set.of(topic),
                        (_, deadLetter) -> handled.add(new String(deadLetter.value(), UTF_8)))),
                new ParkedSubjects(database), new DroppedDeadLetters(database), _ -> false, () -> broker, (_, payload) -> payload,
                Clock.systemUTC());
    }

    @Test
    void list_fails_if_the_broker_returns_nothing() {
        var operations = operations("away", broker("away.group.dlt", 0, 3));

        assertThatThrownBy(() -> operations.list("away", null, null, -1)).isInstanceOf(TimeoutException.class)
                .hasMessageContaining("away.group.dlt");
    }

    @Test
    void an_operation_that_cannot_begin_closes_its_consumer() {
        var broker = broker("gone.group.dlt", 0, 3);
        broker.updateEndOffsets(Map.of());
        var operations = operations("gone", broker);

        assertThatThrownBy(() -> operations.list("gone", null, null, -1)).isInstanceOf(RuntimeException.class);

        assertThat(broker.closed()).isTrue();
    }

    @Test
    void a_count_reads_at_most_1000_records() {
        var parked = new ParkedSubjects(client.getDatabase("waiting"));
        parked.park("many.group.dlt", null, "@0", 0);
        parked.advance("many.group.dlt", new Position(parked.begin("many.group.dlt").replay(), 2_500));
        // Reading further than the broker returns would fail.
        var count = operations("many", broker("many.group.dlt", 1_000, 2_500)).counts().getFirst();

        assertThat(count.count()).isEqualTo(2_500);
    }

    @Test
    void replay_reports_what_it_did_before_the_broker_became_unavailable() {
        var result = operations("half", broker("half.group.dlt", 2, 5)).replay("half", null, null);

        assertThat(handled).containsExactly("body0", "body1");
        assertThat(result.replayed()).isEqualTo(2);
        assertThat(result.attempts()).hasSize(2);
        assertThat(result.ended()).contains("TimeoutException");
        assertThat(result.remaining()).isEqualTo(3);

        var next = operations("half", broker("half.group.dlt", 5, 5)).replay("half", null, null);
        assertThat(next.replayed()).isEqualTo(3);
        assertThat(handled).containsExactly("body0", "body1", "body2", "body3", "body4");
    }

    @Test
    void dropped_ones_of_a_deleted_topic_do_not_drop_those_of_its_successor() {
        operations("recreated", broker("recreated.group.dlt", 5, 5)).replay("recreated", null, null);
        new DroppedDeadLetters(client.getDatabase("waiting"))
                .add(List.of(new Dropped("recreated.group.dlt", 1, "@1", "test", "somebody", Instant.EPOCH)));
        handled.clear();

        operations("recreated", broker("recreated.group.dlt", 2, 2)).replay("recreated", null, null);

        assertThat(handled).containsExactly("body0", "body1");
        assertThat(new DroppedDeadLetters(client.getDatabase("waiting")).newest(null)).hasSize(1);
    }

    @Test
    void dropped_ones_are_listed_per_topic_and_kept_each_time_their_topic_is_deleted() {
        var dropped = new DroppedDeadLetters(client.getDatabase("dropped"));
        for (var topic : List.of("a.dlt", "b.dlt", "a.dlt"))
            dropped.add(List.of(new Dropped(topic, 1, "@1", "test", "somebody", Instant.EPOCH)));

        assertThat(dropped.newest(null)).hasSize(2);
        assertThat(dropped.newest("a.dlt")).extracting(Dropped::deadLetters).containsExactly("a.dlt");

        dropped.archive("a.dlt");
        dropped.add(List.of(new Dropped("a.dlt", 1, "@1", "new", "somebody", Instant.EPOCH)));
        dropped.archive("a.dlt");

        assertThat(dropped.newest(null)).extracting(Dropped::reason).containsExactlyInAnyOrder("test", "test", "new");
        assertThat(dropped.offsets("a.dlt", 0)).isEmpty();
    }
}
