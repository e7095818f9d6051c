package io.amparo.ticket;

import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketStateEvent.ReachedRung;
import io.amparo.events.ticket.TicketStateEvent.TicketStateChanged;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Backends;
import io.amparo.testkit.Persona;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** A consumer that begins with amparo.ticket-states finds each ticket with its clocks. */
@TicketServiceTest
@TestPropertySource(properties = {"amparo.ticket.states.keep-closed=0s", "amparo.ticket.states.tick=500ms"})
class TicketStatesIT {
    private static final Instant DUE = Instant.parse("2027-01-01T00:00:00Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;
    @Autowired
    ServiceProperties service;

    @Test
    void state_shows_the_ticket_and_its_clocks_with_a_growing_sequence() {
        var opened = open(Persona.BRUNO);
        publish(opened, 1, "TICKET/1/assigned");
        publish(opened, 2, "RESOLUTION/1/breached");

        var state = await().until(() -> last(opened), found -> found.sla() != null && found.sla().plan().equals("demo-seconds")
                && found.sla().clocks().getFirst().state().equals("BREACHED"));
        assertThat(state.number()).isEqualTo(opened.number());
        assertThat(state.status() + " " + state.waitingFor()).isEqualTo("OPEN VENDOR");
        assertThat(state.sla().clocks().getFirst().reached()).containsExactly(new ReachedRung(100, DUE));
        assertThat(events(opened)).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(events(opened)).extracting(Event::subject).containsOnly(opened.ticketId());
        assertThat(events(opened).getLast().causation()).endsWith("RESOLUTION/1/breached");
    }

    @Test
    void ids_of_states_differ_from_those_of_all_other_events() {
        var opened = open(Persona.BRUNO);
        await().until(() -> last(opened) != null);

        assertThat(kafka.received().stream().filter(event -> event.source().equals("/amparo/ticket-service")).map(Event::id))
                .doesNotHaveDuplicates();
    }

    @Test
    void state_is_in_the_partition_of_the_customer_and_has_no_text() {
        var opened = open(Persona.CARLA);
        await().until(() -> last(opened) != null);

        var state = records(Topic.TICKET_STATES).stream().filter(each -> each.key().endsWith("/" + opened.ticketId())).toList();
        var fact = records(Topic.TICKETS).stream().filter(each -> each.key().equals("borealis")).findFirst().orElseThrow();
        assertThat(state).isNotEmpty().allMatch(each -> each.partition() == fact.partition())
                .allMatch(each -> each.key().equals("borealis/" + opened.ticketId()))
                .noneMatch(each -> new String(each.value()).matches(".*(@|Collector stopped).*"));
    }

    @Test
    void state_of_a_closed_ticket_ends_with_a_tombstone() {
        var opened = open(Persona.BRUNO);
        changeStatus(opened, "RESOLVED", "\"1\"");
        changeStatus(opened, "CLOSED", "\"2\"");

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(records(Topic.TICKET_STATES).stream()
                .filter(each -> each.key().endsWith("/" + opened.ticketId())).toList().getLast().value()).isNull());
        assertThat(last(opened).status()).isEqualTo("CLOSED");
        assertThat(last(opened).closedAt()).isEqualTo(last(opened).updatedAt());
        assertThat(fixture.collection("ticket_states").find(new Document("_id", opened.ticketId())).first())
                .doesNotContainKey("wholeState");
    }

    private TicketOpened open(Persona person) {
        JsonNode ticket = fixture.openTicket(person);
        return kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
    }

    private void changeStatus(TicketOpened opened, String status, String version) {
        api.as(Persona.FABIO).put().uri(TicketFixture.TICKETS + "/" + opened.number() + "/status").header("If-Match", version)
                .body(Map.of("status", status)).exchange().expectStatus().isOk();
    }

    private void publish(TicketOpened opened, long sequence, String edge) {
        var event = sequence == 1
                ? new SlaAssigned(opened.ticketId(), opened.number(), "acme", "s", "INCIDENT", "P1", "demo-seconds", 1,
                        "business-hours", "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT1M", "PT0S", DUE)), DUE)
                : new SlaBreached(opened.ticketId(), opened.number(), "acme", "s", "P1", "demo-seconds", "RESOLUTION", 1, DUE,
                        DUE);
        kafka.publish(opened.ticketId() + "/" + edge, opened.ticketId(), sequence, event);
    }

    private List<Event> events(TicketOpened opened) {
        return kafka.received().stream()
                .filter(event -> event.data() instanceof TicketStateChanged state && state.ticketId().equals(opened.ticketId()))
                .toList();
    }

    private TicketStateChanged last(TicketOpened opened) {
        var events = events(opened);
        return events.isEmpty() ? null : (TicketStateChanged) events.getLast().data();
    }

    /** Reads a topic from its beginning to its present end. */
    private List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        var name = service.topicPrefix() + topic.topicName();
        try (var consumer = new KafkaConsumer<>(Map.<String, Object>of("bootstrap.servers", Backends.get().kafkaBrokers()),
                new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(name).stream().map(each -> new TopicPartition(name, each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each)))
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            return records;
        }
    }
}
