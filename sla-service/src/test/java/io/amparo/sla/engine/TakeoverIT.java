package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.events.sladefinition.SlaDefinitionEvent.CalendarPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.Objective;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.events.sladefinition.SlaDefinitionEvent.Window;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.Backends;
import io.amparo.testkit.TestCustomers;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two engines on real Kafka, each in its own process. One is killed with SIGKILL, or suspended, and comes back. */
@TestInstance(Lifecycle.PER_METHOD)
class TakeoverIT {
    private static final int PARTITIONS = 4;
    private static final Set<Integer> ALL = IntStream.range(0, PARTITIONS).boxed().collect(toSet());
    private static final int CUSTOMERS = 12;
    private static final Duration OPEN_INTERVAL = Duration.ofMillis(50);
    private static final Duration FIRST_RESPONSE = Duration.ofSeconds(8);
    private static final Duration RESOLUTION = Duration.ofSeconds(10);
    /** Enough time to observe the assignment and to suspend the process. */
    private static final Duration DUE_DELAY = Duration.ofSeconds(15);
    /**
     * A takeover takes 12 s on an idle machine, of which 10 s pass until the open transaction times out, and 1 s until the broker
     * notices.
     */
    private static final Duration TAKEOVER = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Person PERSON = new Person("acme-bruno", "Bruno Lima", "pt-BR");

    private final String brokers = Backends.get().kafkaBrokers();
    private final String prefix = Backends.uniqueName("takeover") + ".";
    private final EventClient kafka = new EventClient(brokers, prefix);
    private EngineGroup engines;
    /** Expected edges by id, with the instant that each must carry. */
    private final Map<String, Instant> expected = new ConcurrentHashMap<>();
    @TempDir
    Path stateDirs;
    private volatile int opened;

    @BeforeEach
    void createTopics() throws Exception {
        engines = new EngineGroup(brokers, prefix, PARTITIONS, stateDirs);
        var always = new Window(Stream.of(DayOfWeek.values()).map(Enum::name).toList(), "00:00", "24:00");
        kafka.publish("always", 1, new CalendarPublished("always", 1, "Always", "UTC", List.of(always), List.of(), List.of(),
                List.of(), Instant.EPOCH));
        kafka.publish("seconds", 1,
                new SlaPlanPublished("seconds", 1, "Seconds",
                        List.of(objective("FIRST_RESPONSE", FIRST_RESPONSE, 50), objective("RESOLUTION", RESOLUTION, 50)),
                        Instant.EPOCH, null, null, null));
    }

    private void publishCustomers(String plan) {
        for (int n = 0; n < CUSTOMERS; n++)
            kafka.publish("c" + n, 1, TestCustomers.withId(TestCustomers.acmeWithPlan(plan), "c" + n));
    }

    private static Objective objective(String metric, Duration budget, Integer... warnings) {
        return new Objective("INCIDENT", "P1", metric, budget.toString(), "always", 1, List.of(), List.of(warnings), null, null);
    }

    @AfterEach
    void close() {
        engines.close();
        kafka.close();
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    @Tag("R1.3")
    void each_edge_is_emitted_once_while_one_of_two_engines_is_killed() throws Exception {
        publishCustomers("seconds");
        engines.start("first");
        engines.start("second");
        awaitBothAssigned();
        for (int n = 0; n < CUSTOMERS; n++) open();
        await().atMost(TIMEOUT).until(() -> kafka.received(SlaAssigned.class).size() == CUSTOMERS);

        try (var tickets = Executors.newSingleThreadScheduledExecutor()) {
            tickets.scheduleAtFixedRate(this::open, 0, OPEN_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
            await().atMost(TIMEOUT).until(() -> kafka.received(SlaWarned.class).size() > 2 * CUSTOMERS);
            var orphaned = engines.partitions("first");

            engines.suspendInTransaction("first", orphaned);
            engines.kill("first");
            var killedAt = Instant.now();
            var takeoverTime = await().atMost(TAKEOVER).until(() -> takeoverTime(killedAt, orphaned), Optional::isPresent)
                    .orElseThrow();
            System.out.printf("Takeover took %d ms after the kill%n", takeoverTime.toMillis());
            engines.start("first");
            awaitBothAssigned();
            int since = opened;
            await().atMost(TIMEOUT).until(() -> opened > since + CUSTOMERS);
        }

        awaitExpectedEdges();
        assertThat(slaEvents().map(Event::id)).doesNotHaveDuplicates();
        assertThat(slaEvents().filter(event -> !instant((SlaEvent) event.data()).equals(expected.get(event.id()))))
                .as("edges with a wrong instant").isEmpty();
        var all = ids(IsolationLevel.READ_UNCOMMITTED);
        assertThat(all.stream().distinct().count()).as("edges without those of the aborted transaction").isLessThan(all.size());
    }

    /** The suspended engine has read no record since its start; timers alone cause its events. */
    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    @Tag("R1.3")
    void suspended_engine_without_offsets_emits_no_duplicates_after_a_takeover() throws Exception {
        publishCustomers("later");
        engines.start("first");
        var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        for (; opened < 2 * CUSTOMERS; opened++) open("t" + opened, "c" + opened % CUSTOMERS, at);
        await().atMost(TIMEOUT).until(() -> engines.haveCommitted(ALL, Topic.TICKETS, Topic.CUSTOMERS));
        engines.start("second");
        awaitBothAssigned();

        // Publish the plan only now, so that the tickets fall due during the suspension, regardless of the start time of the
        // engines.
        var due = Instant.now().truncatedTo(ChronoUnit.MILLIS).plus(DUE_DELAY);
        kafka.publish("later", 1, new SlaPlanPublished("later", 1, "Later",
                List.of(objective("RESOLUTION", Duration.between(at, due))), Instant.EPOCH, null, null, null));
        for (int n = 0; n < opened; n++) expected.put("t" + n + "/RESOLUTION/1/breached", due);
        await().atMost(TIMEOUT).until(() -> kafka.received(SlaAssigned.class).size() == opened);

        engines.signal("second", "STOP");
        assertThat(Instant.now()).as("instant of the suspension").isBefore(due);
        await().atMost(TAKEOVER).until(() -> engines.partitions("first").size() == PARTITIONS);
        awaitExpectedEdges();
        engines.signal("second", "CONT");
        awaitBothAssigned();

        await().atMost(TIMEOUT).until(() -> engines.uncommittedPartitions(ALL).isEmpty());
        assertThat(ids(IsolationLevel.READ_COMMITTED)).doesNotHaveDuplicates().containsAll(expected.keySet());
    }

    /**
     * Opens a ticket. Every third one gets a reply at once; its first response must not be emitted as breached, whichever engine
     * is down at its due instant.
     */
    private void open() {
        var at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        var id = "t" + opened;
        var customer = "c" + opened % CUSTOMERS;
        open(id, customer, at);
        expected.put(id + "/TICKET/1/assigned", at);
        if (opened % 3 == 0) {
            kafka.publish(id, 2, new PublicReplySent(id, "T-2026-%06d".formatted(opened), customer, "m1", PERSON, PERSON, "s",
                    "b", at.plusMillis(1)));
            expected.put(id + "/FIRST_RESPONSE/1/met", at.plusMillis(1));
        } else {
            expectEdges(id + "/FIRST_RESPONSE/1/", at, FIRST_RESPONSE);
        }
        expectEdges(id + "/RESOLUTION/1/", at, RESOLUTION);
        opened++;
    }

    private void open(String id, String customer, Instant at) {
        kafka.publish(id, 1, new TicketOpened(id, "T-2026-%06d".formatted(opened), customer, customer, PERSON, "INCIDENT", "P1",
                "opmon-9", "9.2", "Nothing works", at, "EDITION", null));
    }

    private void expectEdges(String clock, Instant at, Duration budget) {
        expected.put(clock + "warned-50", at.plus(budget.dividedBy(2)));
        expected.put(clock + "breached", at.plus(budget));
    }

    private void awaitExpectedEdges() {
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(slaEvents().map(Event::id).collect(toSet())).containsAll(expected.keySet()));
    }

    private Stream<Event> slaEvents() {
        return kafka.received().stream().filter(event -> event.data() instanceof SlaEvent);
    }

    private static Instant instant(SlaEvent event) {
        return switch (event) {
            case SlaAssigned it -> it.assignedAt();
            case SlaWarned it -> it.warnAt();
            case SlaBreached it -> it.dueAt();
            case SlaMet it -> it.metAt();
            default -> throw new AssertionError(event);
        };
    }

    private void awaitBothAssigned() {
        await().atMost(TIMEOUT).ignoreExceptionsInstanceOf(ExecutionException.class)
                .until(() -> engines.partitions("first").size() == 2 && engines.partitions("second").size() == 2);
    }

    /** Returns how long after this instant the last of these partitions had a new edge; empty while one has none. */
    private Optional<Duration> takeoverTime(Instant since, Set<Integer> partitions) {
        var first = kafka.received(SlaWarned.class).stream().filter(event -> event.firedAt().isAfter(since))
                .collect(toMap(event -> BuiltInPartitioner.partitionForKey(event.customerId().getBytes(UTF_8), PARTITIONS),
                        SlaWarned::firedAt, (a, b) -> a.isBefore(b) ? a : b));
        return first.keySet().containsAll(partitions)
                ? partitions.stream().map(first::get).max(Comparator.naturalOrder()).map(last -> Duration.between(since, last))
                : Optional.empty();
    }

    /** Returns the ids of all events of amparo.sla; READ_UNCOMMITTED includes those of aborted transactions. */
    private List<String> ids(IsolationLevel isolation) {
        var all = ALL.stream().map(n -> new TopicPartition(kafka.topicName(Topic.SLA), n)).toList();
        var ids = new ArrayList<String>();
        try (var reader = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", brokers, "isolation.level", isolation.toString()),
                new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            reader.assign(all);
            reader.seekToBeginning(all);
            var ends = reader.endOffsets(all);
            while (all.stream().anyMatch(each -> reader.position(each) < ends.get(each)))
                reader.poll(Duration.ofMillis(200))
                        .forEach(record -> ids.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8)));
        }
        return ids;
    }
}
