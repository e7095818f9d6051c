package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import tools.jackson.databind.JsonNode;

/** What an operator does with dead letters of the engine, which decides about a replay after it has been requested. */
@SlaTest
class EngineDeadLettersIT {
    private static final Instant TOO_DISTANT = Instant.parse("9999-01-01T00:00:00Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    StreamsBuilderFactoryBean engine;

    @BeforeAll
    void publishCustomers() {
        new TicketFixture(api, kafka).publishCustomers();
    }

    @Test
    void a_replay_reports_what_the_engine_has_decided() {
        var good = TicketFixture.ticketOpened("INCIDENT", Instant.now());
        kafka.publishDeadLetter(Topic.TICKETS, "sla-engine", good.ticketId(), good);
        var distant = TicketFixture.ticketOpened("INCIDENT", TOO_DISTANT);
        kafka.publish(distant.ticketId(), 1, distant);
        awaitWaiting(good.ticketId(), 1);
        awaitWaiting(distant.ticketId(), 1);

        var applied = replay(good.ticketId());
        assertThat(applied.at("/attempts/0/outcome").asString()).as("%s", applied).isEqualTo("PROCESSED");
        assertThat(applied.path("replayed").asInt()).isOne();
        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(good.ticketId()));

        var refused = replay(distant.ticketId());
        assertThat(refused.at("/attempts/0/outcome").asString()).as("%s", refused).isEqualTo("PARKED");
        assertThat(refused.at("/attempts/0/failure").asString()).contains("Exception");
        assertThat(refused.path("replayed").asInt()).isZero();
        assertThat(refused.path("remaining").asInt()).isOne();
        assertThat(refused.path("undecided").asInt()).isZero();

        assertThat(drop(distant.ticketId()).path("dropped").asBoolean()).isTrue();
    }

    @Test
    void a_replay_that_the_engine_has_not_decided_says_so() {
        var opened = TicketFixture.ticketOpened("INCIDENT", Instant.now());
        kafka.publishDeadLetter(Topic.TICKETS, "sla-engine", opened.ticketId(), opened);
        awaitWaiting(opened.ticketId(), 1);
        engine.getKafkaStreams().pause();
        try {
            var handedOver = replay(opened.ticketId());

            assertThat(handedOver.path("replayed").asInt()).isZero();
            assertThat(handedOver.path("undecided").asInt()).isOne();
            assertThat(handedOver.at("/attempts/0/outcome").asString()).isEqualTo("UNDECIDED");
        } finally {
            engine.getKafkaStreams().resume();
        }
        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(opened.ticketId()));
    }

    @Test
    void events_of_a_ticket_are_ignored_after_its_opening_was_dropped_with_all_behind_it() {
        var distant = TicketFixture.ticketOpened("INCIDENT", TOO_DISTANT);
        kafka.publish(distant.ticketId(), 1, distant);
        publishReply(distant.ticketId(), 2);
        publishReply(distant.ticketId(), 3);
        awaitWaiting(distant.ticketId(), 3);

        assertThat(drop(distant.ticketId()).path("count").asInt()).isEqualTo(3);
        publishReply(distant.ticketId(), 4);
        var next = TicketFixture.ticketOpened("INCIDENT", Instant.now());
        kafka.publish(next.ticketId(), 1, next);

        kafka.receive(SlaAssigned.class, it -> it.ticketId().equals(next.ticketId()));
        awaitWaiting(distant.ticketId(), 0);
    }

    private void publishReply(String ticketId, int sequence) {
        kafka.publish(ticketId, sequence, new PublicReplySent(ticketId, "T-2026-000001", "acme", "m" + sequence,
                TicketFixture.BRUNO, TicketFixture.BRUNO, "s", "b", Instant.now()));
    }

    private void awaitWaiting(String ticketId, int count) {
        await().untilAsserted(() -> assertThat(list(ticketId).path("deadLetters")).hasSize(count));
    }

    private String path() {
        return "/actuator/deadletters/" + kafka.topicName(Topic.TICKETS);
    }

    private JsonNode list(String only) {
        return json(api.as(Persona.IARA).get().uri(path() + "?group={group}&only={only}", kafka.group("sla-engine"), only)
                .exchange());
    }

    private JsonNode replay(String only) {
        return json(api.as(Persona.IARA).post().uri(path()).body(Map.of("group", kafka.group("sla-engine"), "only", only))
                .exchange());
    }

    private JsonNode drop(String ticketId) {
        long offset = list(ticketId).at("/deadLetters/0/offset").asLong();
        return json(api.as(Persona.IARA).delete()
                .uri(path() + "/" + offset + "?group={group}&reason=test&following=true", kafka.group("sla-engine")).exchange());
    }
}
