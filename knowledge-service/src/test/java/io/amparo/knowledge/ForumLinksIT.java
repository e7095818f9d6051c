package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** A topic becomes a ticket, or an article. */
@ServiceTest
@Import(TicketServiceStub.class)
class ForumLinksIT {
    private static final String TOPICS = "/api/v1/forum/topics";
    private static final Map<String, Object> FIELDS = Map.of("kind", "INCIDENT", "product", "opmon-9", "version", "9.2", "impact",
            "HIGH");

    @Autowired
    ApiClients api;

    @AfterEach
    void restore() {
        TicketServiceStub.STUB.handleWith(null);
    }

    @Test
    void entitled_author_opens_one_ticket_that_cites_the_topic() {
        var requests = new CopyOnWriteArrayList<JsonNode>();
        var keys = new CopyOnWriteArrayList<String>();
        TicketServiceStub.STUB.respondTo("/api/v1/tickets", 201, request -> {
            requests.add(request);
            return TicketServiceStub.ticket(TicketServiceStub.OPEN, "OPEN");
        });
        var other = open(Persona.ANA);
        assertThat(location(ticket(Persona.ANA, other))).isEqualTo("/api/v1/tickets/" + TicketServiceStub.OPEN);
        assertThat(TicketServiceStub.STUB.violations()).isEmpty();
        TicketServiceStub.STUB.handleWith(exchange -> {
            keys.add(header(exchange, "Idempotency-Key") + " " + header(exchange, "Authorization").startsWith("Bearer ey"));
            TicketServiceStub.answer(201, "{\"number\":\"T-2026-000123\"}").handle(exchange);
        });
        var topic = open(Persona.BRUNO);

        assertThat(json(ticket(Persona.BRUNO, topic)).path("ticket").asString()).isEqualTo("T-2026-000123");
        ticket(Persona.BRUNO, topic).expectStatus().isCreated();

        assertThat(keys).as("a repetition finds the number").containsExactly("forum-topic-" + id(topic) + " true");
        var request = requests.getFirst();
        assertThat(request.path("subject").asString()).isEqualTo("Sem gráficos");
        assertThat(request.path("description").asString()).isEqualTo("Os gráficos sumiram.\n\n" + other);
        assertThat(request.at("/selfHelp/0").asString()).isEqualTo(other);
        assertThat(json(get(Persona.FABIO, topic)).has("ticket")).isTrue();
        assertThat(json(get(Persona.DAVI, topic)).has("ticket")).as("only for author and staff").isFalse();
        ticket(Persona.CARLA, topic).expectStatus().isForbidden();
    }

    @Test
    void refusal_of_ticket_service_reaches_the_author_with_alternatives() {
        TicketServiceStub.STUB.handleWith(TicketServiceStub.answer(403, """
                {"code": "edition-not-entitled", "status": 403, "title": "x",
                 "reasons": [{"code": "edition-not-entitled", "clause": "1", "text": "Only PRO and PREMIUM"}],
                 "alternatives": [{"code": "forum", "text": "Forum", "href": "/api/v1/forum/topics"}]}"""));
        var topic = open(Persona.DAVI);

        var refused = json(ticket(Persona.DAVI, topic).expectStatus().isForbidden());

        assertThat(refused.path("code").asString()).isEqualTo("edition-not-entitled");
        assertThat(refused.at("/reasons/0/clause").asString()).isEqualTo("1");
        assertThat(refused.at("/alternatives/0/href").asString()).isEqualTo(TOPICS);
        assertThat(json(get(Persona.DAVI, topic)).has("ticket")).isFalse();

        TicketServiceStub.STUB.handleWith(TicketServiceStub.answer(422,
                """
                        {"code": "invalid", "status": 422, "errors": [{"field": "version", "code": "required", "message": "required"}]}"""));
        assertThat(json(ticket(Persona.DAVI, topic).expectStatus().isEqualTo(422)).at("/errors/0/field").asString())
                .isEqualTo("version");
        TicketServiceStub.STUB.handleWith(TicketServiceStub.answer(500, "{}"));
        ticket(Persona.DAVI, topic).expectStatus().isEqualTo(503);
    }

    @Test
    void solved_topic_becomes_one_article_draft_without_names() {
        api.as(Persona.CARLA).put().uri("/api/v1/forum/profile").body(Map.of("pseudonym", "carla.net")).exchange();
        var topic = open(Persona.CARLA);
        article(topic).expectStatus().isEqualTo(409);
        var answer = location(api.as(Persona.FABIO).post().uri(topic + "/posts")
                .body(Map.of("body", "@carla.net, apague o cache do navegador.")).exchange());
        api.as(Persona.CARLA).put().uri(topic + "/accepted-answer").body(Map.of("post", id(answer))).exchange().expectStatus()
                .isOk();

        var slug = json(article(topic).expectStatus().isCreated()).path("article").asString();
        assertThat(json(article(topic)).path("article").asString()).isEqualTo(slug).isEqualTo("graficos-que-somem");

        var draft = json(get(Persona.FABIO, "/api/v1/articles/" + slug));
        assertThat(draft.path("state").asString()).isEqualTo("DRAFT");
        assertThat(draft.path("body").asString()).contains("Os gráficos sumiram.", "apague o cache").doesNotContain("carla");
        assertThat(json(get(Persona.CARLA, topic)).has("article")).isFalse();
    }

    private String open(Persona person) {
        return location(api.as(person).post().uri(TOPICS).body(Map.of("title", "Sem gráficos", "language", "pt-BR", "category",
                "dashboards", "tags", List.of("gráficos"), "body", "Os gráficos sumiram.")).exchange().expectStatus()
                .isCreated());
    }

    private ResponseSpec ticket(Persona person, String topic) {
        return api.as(person).post().uri(topic + "/ticket").body(FIELDS).exchange();
    }

    private ResponseSpec article(String topic) {
        return api.as(Persona.HEITOR).post().uri(topic + "/article").body(Map.of("title", "Gráficos que somem")).exchange();
    }

    private ResponseSpec get(Persona person, String uri) {
        return api.as(person).get().uri(uri).exchange();
    }

    private static String header(HttpExchange exchange, String name) {
        return String.valueOf(exchange.getRequestHeaders().getFirst(name));
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
