package io.amparo.testkit.consume;

import static io.amparo.testkit.ApiClients.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import com.mongodb.ServerAddress;
import com.mongodb.WriteError;
import io.amparo.clients.EventClient;
import io.amparo.events.DomainEvent;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.CommandCounts;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import io.amparo.testkit.consume.ConsumingService.Failures;
import io.amparo.testkit.consume.ConsumingService.Logs;
import java.time.Duration;
import java.time.Instant;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.bson.BsonDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.stream.binding.BindingsLifecycleController.State;
import org.springframework.cloud.stream.binding.BindingsLifecycleController;
import org.springframework.kafka.core.KafkaAdmin;
import tools.jackson.databind.JsonNode;

/** Dead letters of consumers of single records, of batches and of whole states, and their replay. */
@ServiceTest(name = "consuming")
class DeadLettersIT {
    private static final String SERVICE = "consuming-service";
    private static final Supplier<RuntimeException> ALWAYS = () -> new IllegalStateException("cannot be processed");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Failures failures;
    @Autowired
    Logs logs;
    @Autowired
    BindingsLifecycleController bindings;
    @Autowired
    KafkaAdmin topicAdmin;
    @Autowired
    CommandCounts commands;
    @Value("${KAFKA_BROKERS}")
    String brokers;
    private Admin admin;

    private static final String BINDING = "onEvents-in-0";

    @BeforeAll
    void connect() {
        admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    @AfterAll
    void disconnect() {
        admin.close();
    }

    /** The two ways of consumption. */
    enum Mode {
        RECORDS(Topic.TICKETS), BATCHES(Topic.SLA);

        private final Topic topic;

        Mode(Topic topic) {
            this.topic = topic;
        }

        private DomainEvent event(String subject, String label) {
            return this == RECORDS
                    ? new TicketClosed(subject, label, "acme", "somebody", Instant.EPOCH)
                    : new SlaCancelled(subject, label, "acme", "RESOLUTION", 1, "DECLINED", Instant.EPOCH);
        }

        private String subject(String name) {
            return name + "-" + this;
        }
    }

    @ParameterizedTest
    @EnumSource
    void later_events_of_a_parked_subject_park_behind_it_and_return_in_order(Mode mode) {
        var parked = mode.subject("ordered");
        var other = mode.subject("other");
        int before = deadLetters(mode).size();
        failures.add(parked + 1, ALWAYS);
        publish(mode, parked, 1, 2);
        publish(mode, other, 1);
        publish(mode, parked, 3);
        publish(mode, other, 2);

        await().until(() -> logs.of(other).size() == 2);
        await().until(() -> deadLetters(mode).size() == before + 3);
        assertThat(logs.of(parked)).isEmpty();
        assertThat(deadLetters(mode).getLast()).contains(parked + " is a dead letter");

        failures.remove(parked + 1);
        assertReplayed(replay(mode), 3, 0);

        assertThat(logs.of(parked)).isEqualTo(labels(parked, 1, 2, 3));
        publish(mode, parked, 4);
        await().until(() -> logs.of(parked).equals(labels(parked, 1, 2, 3, 4)));
        assertThat(deadLetters(mode)).as("the subject flows").hasSize(before + 3);
    }

    @ParameterizedTest
    @EnumSource
    void a_dead_letter_that_fails_once_more_blocks_only_its_subject(Mode mode) {
        var hopeless = mode.subject("hopeless");
        var curable = mode.subject("curable");
        failures.add(hopeless + 1, ALWAYS);
        failures.add(curable + 1, ALWAYS);
        int before = deadLetters(mode).size();
        publish(mode, hopeless, 1, 2);
        publish(mode, curable, 1, 2);
        await().until(() -> deadLetters(mode).size() == before + 4);

        failures.remove(curable + 1);
        assertReplayed(replay(mode), 2, 2);
        assertThat(logs.of(curable)).isEqualTo(labels(curable, 1, 2));
        publish(mode, hopeless, 3);
        await().until(() -> deadLetters(mode).size() == before + 5);
        assertReplayed(replay(mode), 0, 3);

        failures.remove(hopeless + 1);
        assertReplayed(replay(mode), 3, 0);
        assertThat(logs.of(hopeless)).isEqualTo(labels(hopeless, 1, 2, 3));
        assertThat(logs.of(curable)).as("is not replayed twice").isEqualTo(labels(curable, 1, 2));
    }

    @ParameterizedTest
    @EnumSource
    void a_parked_subject_survives_a_restart_of_its_consumer(Mode mode) {
        var parked = mode.subject("restarted");
        failures.add(parked + 1, ALWAYS);
        int before = deadLetters(mode).size();
        publish(mode, parked, 1);
        await().until(() -> deadLetters(mode).size() == before + 1);
        failures.remove(parked + 1);
        bindings.changeState(BINDING, State.STOPPED);
        bindings.changeState(BINDING, State.STARTED);

        publish(mode, parked, 2);
        await().until(() -> deadLetters(mode).size() == before + 2);
        assertThat(logs.of(parked)).isEmpty();
        assertReplayed(replay(mode), 2, 0);
        assertThat(logs.of(parked)).isEqualTo(labels(parked, 1, 2));
    }

    @ParameterizedTest
    @EnumSource
    void no_event_overtakes_while_its_subject_is_replayed(Mode mode) throws InterruptedException {
        var parked = mode.subject("racing");
        int events = 50; // the inbox remembers 64 causes
        failures.add(parked + 1, ALWAYS);
        publish(mode, parked, 1, 2, 3);
        await().until(() -> deadLetters(mode).stream().anyMatch(reason -> reason.contains(parked)));
        failures.remove(parked + 1);

        var published = new AtomicBoolean();
        var producer = Thread.ofVirtual().start(() -> {
            for (int n = 4; n <= events; n++) publish(mode, parked, n);
            published.set(true);
        });
        await().until(() -> replay(mode).path("remaining").asInt() == 0 && published.get() && logs.of(parked).size() == events);
        producer.join();

        assertThat(logs.of(parked)).isEqualTo(labels(parked, IntStream.rangeClosed(1, events).toArray()));
    }

    @ParameterizedTest
    @EnumSource
    void a_transient_failure_waits_and_parks_nothing(Mode mode) {
        var waiting = mode.subject("waiting");
        int before = deadLetters(mode).size();
        var attempts = new AtomicInteger();
        failures.add(waiting + 1, () -> switch (attempts.incrementAndGet()) {
            case 1, 2, 3 -> new ConcurrentModificationException("5 attempts lost the race");
            case 4 -> new MongoTimeoutException("no server");
            default -> null;
        });
        publish(mode, waiting, 1, 2);

        await().atMost(Duration.ofSeconds(40)).until(() -> logs.of(waiting).equals(labels(waiting, 1, 2)));
        assertThat(deadLetters(mode)).hasSize(before);
    }

    @ParameterizedTest
    @EnumSource
    void a_record_whose_document_is_too_large_is_parked(Mode mode) {
        var large = mode.subject("large");
        int before = deadLetters(mode).size();
        failures.add(large + 1,
                () -> new MongoWriteException(new WriteError(10_334, "BSONObj size: 16777217 is invalid", new BsonDocument()),
                        new ServerAddress(), Set.of()));
        publish(mode, large, 1);

        await().until(() -> deadLetters(mode).size() == before + 1);
        failures.remove(large + 1);
        assertReplayed(replay(mode), 1, 0);
    }

    @Test
    void a_transient_failure_ends_a_replay_and_loses_nothing() {
        failures.add("busy1", ALWAYS);
        int before = deadLetters(Mode.RECORDS).size();
        publish(Mode.RECORDS, "busy", 1, 2);
        await().until(() -> deadLetters(Mode.RECORDS).size() == before + 2);
        failures.add("busy1", () -> new MongoTimeoutException("no server"));

        api.as(Persona.IARA).post().uri(replayOf(Topic.TICKETS)).body(Map.of()).exchange().expectStatus().isEqualTo(503);
        failures.remove("busy1");
        assertReplayed(replay(Mode.RECORDS), 2, 0);
        assertThat(logs.of("busy")).isEqualTo(labels("busy", 1, 2));
    }

    @Test
    void no_store_is_read_per_record_while_nothing_is_parked() {
        bindings.changeState(BINDING, State.STOPPED);
        bindings.changeState(BINDING, State.STARTED);
        publish(Mode.BATCHES, "cheap", 1);
        await().until(() -> logs.of("cheap").size() == 1);
        long before = commands.count("parkedSubjects", "find");
        publish(Mode.BATCHES, "cheap", IntStream.rangeClosed(2, 20).toArray());

        await().until(() -> logs.of("cheap").size() == 20);
        assertThat(commands.count("logs", "find")).as("reads are counted").isPositive();
        assertThat(commands.count("parkedSubjects", "find")).isEqualTo(before);
    }

    @Test
    void a_newer_whole_state_supersedes_a_parked_one() {
        int before = kafka.deadLetters(Topic.CUSTOMERS, SERVICE).size();
        kafka.publishRaw(Topic.CUSTOMERS, "borealis", "no event".getBytes(UTF_8));
        await().until(() -> kafka.deadLetters(Topic.CUSTOMERS, SERVICE).size() == before + 1);
        kafka.publish("borealis", 1, TestCustomers.borealis());

        await().until(() -> logs.of("borealis").equals(List.of("Borealis Bank")));
        await().until(() -> replay(Topic.CUSTOMERS).path("remaining").asInt() == 0);
        assertReplayed(replay(Topic.CUSTOMERS), 0, 0);
    }

    @Test
    void a_superseded_state_costs_no_read_per_record() {
        int before = kafka.deadLetters(Topic.CUSTOMERS, SERVICE).size();
        kafka.publishRaw(Topic.CUSTOMERS, "superseded", "no event".getBytes(UTF_8));
        await().until(() -> kafka.deadLetters(Topic.CUSTOMERS, SERVICE).size() == before + 1);
        publishStates("superseded", 1, 101);
        long reads = commands.count("parkedSubjects", "find");

        publishStates("superseded", 102, 120);

        assertThat(commands.count("parkedSubjects", "find")).isEqualTo(reads);
    }

    private void publishStates(String id, int from, int to) {
        for (int n = from; n <= to; n++) kafka.publish(id, n, TestCustomers.withId(TestCustomers.borealis(), id));
        await().until(() -> logs.of(id).size() == to);
    }

    @Test
    void a_replay_position_is_no_offset_of_a_consumer_group() throws Exception {
        failures.add("position-1", ALWAYS);
        int before = deadLetters(Mode.RECORDS).size();
        publish(Mode.RECORDS, "position-", 1);
        await().until(() -> deadLetters(Mode.RECORDS).size() == before + 1);
        failures.remove("position-1");
        assertReplayed(replay(Mode.RECORDS), 1, 0);

        assertThat(admin.listGroups().all().get()).extracting(group -> group.groupId())
                .noneMatch(group -> group.endsWith(".replay"));
        assertReplayed(replay(Mode.RECORDS), 0, 0);
    }

    @Test
    void dead_letters_are_kept_also_in_topics_that_exist() throws Exception {
        var topic = new ConfigResource(ConfigResource.Type.TOPIC,
                kafka.topicName(Topic.TICKETS) + "." + kafka.group(SERVICE) + ".dlt");
        assertThat(retention(topic)).isEqualTo("-1");
        admin.incrementalAlterConfigs(
                Map.of(topic, List.of(new AlterConfigOp(new ConfigEntry("retention.ms", "604800000"), AlterConfigOp.OpType.SET))))
                .all().get();

        ((SmartInitializingSingleton) topicAdmin).afterSingletonsInstantiated();

        await().untilAsserted(() -> assertThat(retention(topic)).isEqualTo("-1"));
    }

    private String retention(ConfigResource topic) throws Exception {
        return admin.describeConfigs(List.of(topic)).all().get().get(topic).get("retention.ms").value();
    }

    private void publish(Mode mode, String subject, int... numbers) {
        for (int number : numbers) kafka.publish(subject + "/" + number, subject, number, mode.event(subject, subject + number));
    }

    private static List<String> labels(String subject, int... numbers) {
        return IntStream.of(numbers).mapToObj(number -> subject + number).toList();
    }

    private List<String> deadLetters(Mode mode) {
        return kafka.deadLetters(mode.topic, SERVICE);
    }

    private JsonNode replay(Mode mode) {
        return replay(mode.topic);
    }

    private JsonNode replay(Topic topic) {
        return replay(topic, Map.of());
    }

    private JsonNode replay(Topic topic, Map<String, String> parameters) {
        return json(api.as(Persona.IARA).post().uri(replayOf(topic)).body(parameters).exchange());
    }

    private String replayOf(Topic topic) {
        return "/actuator/deadletters/" + kafka.topicName(topic);
    }

    private static void assertReplayed(JsonNode response, int replayed, int remaining) {
        assertThat(response.path("replayed").asInt()).as("replayed: %s", response).isEqualTo(replayed);
        assertThat(response.path("remaining").asInt()).as("remaining: %s", response).isEqualTo(remaining);
    }
}
