package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import io.amparo.events.knowledge.KnowledgeEvent.PostAdded;
import io.amparo.events.knowledge.KnowledgeEvent.TopicOpened;
import io.amparo.events.knowledge.KnowledgeEvent.TopicSolved;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A user without a contract gets help in the forum, and no clock starts: the forum promises no deadline. */
class ForumJourney {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Map<String, Object> QUESTION = Map.of("title", "P1: tudo parado", "language", "pt-BR", "category",
            "monitoring", "body", "INCIDENT URGENTE: preciso de resposta em 1 hora.");

    @Test
    @Tag("R3.1")
    @Tag("R3.2")
    @Tag("R3.4")
    void topic_of_a_user_without_contract_is_solved_and_starts_no_clock() {
        var addresses = RunningSuite.get().addresses();
        try (var gateway = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()));
                var events = new EventClient(addresses.brokers(), "")) {
            gateway.post(People.DAVI, "/tickets", TicketLoadGenerator.INCIDENT).expectStatus(403);
            var opened = gateway.post(People.DAVI, "/forum/topics", QUESTION).expectStatus(201);
            var id = opened.text("/id");
            var topic = "/forum/topics/" + id;

            gateway.post(People.CARLA, topic + "/posts", Map.of("body", "Aqui funciona.")).expectStatus(201);
            var answer = gateway.post(People.FABIO, topic + "/posts", Map.of("body", "Reinicie o coletor.")).expectStatus(201);
            assertThat(answer.body().at("/author/staff").asBoolean()).isTrue();
            gateway.put(People.DAVI, topic + "/accepted-answer", "", Map.of("post", answer.text("/id"))).expectStatus(200);
            assertThat(gateway.get(People.ERIKA, topic).text("/state")).isEqualTo("SOLVED");

            var deadline = Instant.now().plus(TIMEOUT);
            events.await(deadline, TopicOpened.class, each -> each.itemId().equals(id));
            events.await(deadline, PostAdded.class, each -> each.postId().equals(answer.text("/id")));
            events.await(deadline, TopicSolved.class, each -> each.itemId().equals(id));
            // A ticket that is opened after the topic has its clocks: by then sla-service would have any of the topic, too.
            var number = gateway.post(People.BRUNO, "/tickets", TicketLoadGenerator.INCIDENT).expectStatus(201).text("/number");
            events.await(deadline, SlaAssigned.class, each -> each.number().equals(number));
            assertThat(events.received()).filteredOn(each -> each.subject().equals(id)).as("events about the topic").isNotEmpty()
                    .allSatisfy(each -> assertThat(each.type()).startsWith("io.amparo.knowledge."));
            gateway.get(People.FABIO, "/sla/clocks/" + id).expectStatus(404);
            assertThat(gateway.get(People.FABIO, "/sla/board?limit=100").expectStatus(200).toString()).doesNotContain(id);
        }
    }
}
