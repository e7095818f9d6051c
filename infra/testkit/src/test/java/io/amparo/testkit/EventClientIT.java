package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.clients.EventConsumer;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventClientIT {
    private final String brokers = Backends.get().kafkaBrokers();
    private String prefix;

    @BeforeEach
    void choosePrefix() {
        prefix = Backends.uniqueName("events") + ".";
    }

    private void create(Topic topic) throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic(prefix + topic.topicName(), 2, (short) 1))).all().get();
        }
    }

    private static TicketClosed closed(String ticketId) {
        return new TicketClosed(ticketId, "T-2026-000001", "acme", Persona.ANA.email(), Instant.EPOCH);
    }

    @Test
    void events_published_before_the_client_was_created_are_not_received() throws Exception {
        create(Topic.TICKETS);
        try (var earlier = new EventClient(brokers, prefix)) {
            earlier.publish("before", 1, closed("before"));
            earlier.receive(TicketClosed.class, event -> event.ticketId().equals("before"));
        }
        try (var client = new EventClient(brokers, prefix)) {
            client.publish("after", 1, closed("after"));

            client.receive(TicketClosed.class, event -> event.ticketId().equals("after"));

            assertThat(client.received(TicketClosed.class)).extracting(TicketClosed::ticketId).containsExactly("after");
        }
    }

    @Test
    void a_topic_that_is_created_later_is_read_from_its_beginning() throws Exception {
        try (var client = new EventClient(brokers, prefix)) {
            create(Topic.TICKETS);
            client.publish("first", 1, closed("first"));

            client.receive(TicketClosed.class, event -> event.ticketId().equals("first"));
        }
    }

    @Test
    void an_invalid_event_is_skipped() throws Exception {
        create(Topic.TICKETS);
        try (var client = new EventClient(brokers, prefix)) {
            client.publishRaw(Topic.TICKETS, "valid", "no event".getBytes());
            client.publish("valid", 1, closed("valid"));

            client.receive(TicketClosed.class, event -> event.ticketId().equals("valid"));

            assertThat(client.received()).hasSize(1);
        }
    }

    @Test
    void a_listener_receives_only_the_selected_event_types() throws Exception {
        create(Topic.TICKETS);
        var types = new LinkedBlockingQueue<String>();

        try (var _ = new EventConsumer(Map.of("bootstrap.servers", brokers), new EventCodec("test", prefix),
                Set.of(TicketReopened.class), (type, _, _, _) -> types.add(type));
                var client = new EventClient(brokers, prefix)) {
            client.publish("t", 1, closed("t"));
            client.publish("t", 2, new TicketReopened("t", "T-2026-000001", "acme", Persona.ANA.email(), null, Instant.EPOCH));

            assertThat(types.poll(20, TimeUnit.SECONDS)).isEqualTo(EventCodec.typeOf(TicketReopened.class));
            assertThat(types).isEmpty();
        }
    }
}
