package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.PostHidden;
import io.amparo.events.knowledge.KnowledgeEvent.PostRestored;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.InvalidTexts;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Moderation, limits for new people, pseudonyms and erasure. */
@ServiceTest({"amparo.search.refresh=200ms", "amparo.forum.erasure-interval=200ms"})
class ForumPeopleIT {
    private static final String FORUM = "/api/v1/forum";
    private static final String TOPICS = FORUM + "/topics";

    @Autowired
    ApiClients api;
    @Autowired
    InvalidTexts invalidTexts;
    @Autowired
    EventClient kafka;

    @Test
    void hidden_post_is_a_placeholder_for_all_but_staff_and_its_reports_are_upheld() {
        var topic = open(Persona.FABIO, "Boas práticas de alerta");
        var post = post(Persona.CARLA, topic, "Compre relógios baratos");
        var report = Map.of("post", id(post), "reason", "SPAM");
        for (int n = 0; n < 2; n++)
            api.as(Persona.DAVI).post().uri(topic + "/reports").body(report).exchange().expectStatus().isOk();
        assertThat(reportsOf("OPEN", topic)).hasSize(1);
        var posts = postsOf(Persona.CARLA);

        hide(post, true, "Propaganda").expectStatus().isOk();
        hide(post, true, "Propaganda").expectStatus().isOk();

        assertThat(postsOf(Persona.CARLA)).as("a hidden post earns no trust").isEqualTo(posts - 1);

        var seen = json(get(Persona.DAVI, post));
        assertThat(seen.path("visibility").asString() + seen.path("reason").asString() + seen.has("body") + seen.has("html"))
                .isEqualTo("HIDDENPropagandafalsefalse");
        assertThat(json(get(Persona.DAVI, topic + "/posts")).path("items")).as("the thread keeps its positions").hasSize(2);
        assertThat(json(get(Persona.GISELE, post)).path("moderation")).hasSize(1);
        assertThat(json(get(Persona.GISELE, post)).path("body").asString()).contains("relógios");
        assertThat(search("relogios")).isEmpty();
        assertThat(reportsOf("UPHELD", topic).getFirst().path("moderator").asString()).isEqualTo("Gisele Prado");
        kafka.receive(PostHidden.class, each -> each.postId().equals(id(post)));
        api.as(Persona.BRUNO).put().uri(topic + "/votes/" + id(post)).exchange().expectStatus().isEqualTo(409);

        hide(post, false, "Engano").expectStatus().isOk();
        assertThat(postsOf(Persona.CARLA)).isEqualTo(posts);
        kafka.receive(PostRestored.class, each -> each.postId().equals(id(post)));
        assertThat(search("relogios")).containsExactly(id(topic));
    }

    @Test
    void hidden_question_hides_the_topic_and_a_report_can_be_rejected() {
        var topic = open(Persona.CARLA, "Oferta de gladíolos");
        var created = json(
                api.as(Persona.BRUNO).post().uri(topic + "/reports").body(Map.of("reason", "OFF_TOPIC", "text", "?")).exchange());
        var decision = FORUM + "/reports/" + created.path("id").asString() + "/state";
        api.as(Persona.FABIO).put().uri(decision).body(Map.of("state", "REJECTED", "note", "Cabe aqui")).exchange().expectStatus()
                .isOk();
        api.as(Persona.FABIO).put().uri(decision).body(Map.of("state", "UPHELD", "note", "Não")).exchange().expectStatus()
                .isEqualTo(409).expectBody().jsonPath("$.code").isEqualTo("report-decided");
        api.as(Persona.FABIO).put().uri(decision).body(Map.of("state", "OPEN", "note", "Não")).exchange().expectStatus()
                .isEqualTo(422);

        hide(topic + "/posts/" + id(topic), true, "Propaganda").expectStatus().isOk();

        get(Persona.CARLA, topic).expectStatus().isNotFound();
        get(Persona.CARLA, topic + "/posts").expectStatus().isNotFound();
        assertThat(json(get(Persona.DAVI, TOPICS)).findValuesAsString("title")).doesNotContain("Oferta de gladíolos");
        assertThat(search("gladiolos")).isEmpty();
        assertThat(json(get(Persona.FABIO, topic)).path("hidden").asBoolean()).isTrue();
    }

    @Test
    void author_deletes_a_post_and_a_question_only_without_answers() {
        var topic = open(Persona.ANA, "Posso apagar?");
        var post = post(Persona.HEITOR, topic, "Texto com narcisos");

        api.as(Persona.ANA).delete().uri(post).exchange().expectStatus().isForbidden();
        api.as(Persona.ANA).delete().uri(topic + "/posts/" + id(topic)).exchange().expectStatus().isEqualTo(409);
        for (int n = 0; n < 2; n++) api.as(Persona.HEITOR).delete().uri(post).exchange().expectStatus().isNoContent();
        hide(post, false, "Volta").expectStatus().isEqualTo(409);

        assertThat(json(get(Persona.ANA, post)).path("visibility").asString()).isEqualTo("DELETED");
        assertThat(search("narcisos")).isEmpty();
        api.as(Persona.ANA).delete().uri(topic + "/posts/" + id(topic)).exchange().expectStatus().isNoContent();
        get(Persona.ANA, topic).expectStatus().isNotFound();
    }

    @Test
    void muted_person_reads_but_does_not_write_until_the_mute_is_ended() {
        var topic = open(Persona.DIEGO, "¿Cómo silenciar alertas?");
        var person = FORUM + "/people/" + json(get(Persona.FABIO, topic)).at("/author/id").asString();
        var until = Instant.now().plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.SECONDS);

        mute(person, until, "Insultos").expectStatus().isOk();

        var refused = json(api.as(Persona.DIEGO).post().uri(topic + "/posts").body(Map.of("body", "x")).exchange().expectStatus()
                .isForbidden());
        assertThat(refused.path("code").asString()).isEqualTo("muted");
        assertThat(refused.path("detail").asString()).contains("Insultos", until.toString());
        api.as(Persona.DIEGO).post().uri(topic + "/reports").body(Map.of("reason", "SPAM")).exchange().expectStatus()
                .isForbidden();
        api.as(Persona.DIEGO).delete().uri(FORUM + "/profile").exchange().expectStatus().isNoContent();
        api.as(Persona.DIEGO).post().uri(topic + "/posts").body(Map.of("body", "x")).exchange().expectStatus().isForbidden();
        get(Persona.DIEGO, topic).expectStatus().isOk();
        assertThat(json(get(Persona.DIEGO, FORUM + "/profile")).path("mutedUntil").asString()).isEqualTo(until.toString());

        var muted = json(get(Persona.GISELE, FORUM + "/people?muted=true&limit=100")).path("items").valueStream()
                .filter(each -> each.path("mutedUntil").asString().equals(until.toString())).toList();
        assertThat(muted).hasSize(1);
        mute(FORUM + "/people/" + muted.getFirst().path("id").asString(), null, "Engano").expectStatus().isOk();
        api.as(Persona.DIEGO).post().uri(topic + "/posts").body(Map.of("body", "x")).exchange().expectStatus().isCreated();
    }

    @Test
    void limits_for_new_people_hold_for_requests_at_the_same_time() throws Exception {
        var topic = open(Persona.FABIO, "Muitas mensagens");
        List<Integer> statuses = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = Collections.nCopies(12, (Callable<Integer>) () -> status(
                    api.as(Persona.ERIKA).post().uri(topic + "/posts").body(Map.of("body", "Oi")).exchange()));
            for (var call : threads.invokeAll(calls)) statuses.add(call.get());
        }

        assertThat(Collections.frequency(statuses, 201)).isEqualTo(5);
        assertThat(Collections.frequency(statuses, 429)).isEqualTo(7);
        var refused = api.as(Persona.ERIKA).post().uri(topic + "/posts").body(Map.of("body", "Oi")).exchange();
        assertThat(Integer.parseInt(String.valueOf(refused.returnResult().getResponseHeaders().getFirst("Retry-After"))))
                .isBetween(3_000, 3_601);
        assertThat(json(refused).at("/errors/0/message").asString()).contains("5 posts an hour");
        var links = json(api.as(Persona.BRUNO).post().uri(topic + "/posts")
                .body(Map.of("body", "https://a.example https://b.example https://c.example")).exchange().expectStatus()
                .isEqualTo(422));
        assertThat(links.at("/errors/0/code").asString()).isEqualTo("too-many-links");
    }

    @Test
    void erased_person_leaves_texts_without_a_name() {
        choose(Persona.DAVI, "nenúfar").expectStatus().isOk();
        var topic = open(Persona.DAVI, "Tchau, @nenufar");
        var answer = post(Persona.FABIO, topic, "Valeu, @nenufar! Nenúfar sempre ajuda com `@nenufar` e girândolas.");
        assertThat(json(get(Persona.BRUNO, answer)).path("body").asString()).startsWith("Valeu, @nenúfar!");
        assertThat(search("girandolas")).containsExactly(id(topic));

        api.as(Persona.DAVI).delete().uri(FORUM + "/profile").exchange().expectStatus().isNoContent();

        var seen = json(get(Persona.BRUNO, topic));
        assertThat(seen.at("/author/name").asString()).isEqualTo("former participant");
        assertThat(seen.at("/author/former").asBoolean()).isTrue();
        assertThat(json(get(Persona.BRUNO, answer)).path("body").asString()).as("a plain word and code stay")
                .isEqualTo("Valeu, @former participant! Nenúfar sempre ajuda com `@nenufar` e girândolas.");
        await().until(() -> json(get(Persona.BRUNO, topic)).path("title").asString().equals("Tchau, @…"));
        assertThat(search("girandolas")).containsExactly(id(topic));
        assertThat(json(get(Persona.DAVI, topic)).at("/author/me").asBoolean()).isFalse();
        await().until(() -> status(choose(Persona.BRUNO, "Nenufar")) == 200);
    }

    @Test
    void pseudonym_is_unique_and_does_not_imitate_the_staff() {
        var topic = open(Persona.IARA, "Regras do fórum");
        choose(Persona.CARLA, "Lia.Ops").expectStatus().isOk();

        choose(Persona.BRUNO, "l1a-ops").expectStatus().isEqualTo(409);
        choose(Persona.BRUNO, "suporte-opmon").expectStatus().isEqualTo(422);
        choose(Persona.BRUNO, "Iara.Campos").expectStatus().isEqualTo(409);
        choose(Persona.BRUNO, "а.lia").expectStatus().isEqualTo(422); // a Cyrillic letter
        choose(Persona.CARLA, "Outra.Lia").expectStatus().isOk();
        choose(Persona.BRUNO, "lia.ops").expectStatus().isOk();

        assertThat(json(get(Persona.BRUNO, FORUM + "/profile")).path("name").asString()).isEqualTo("lia.ops");
        assertThat(json(get(Persona.BRUNO, topic)).at("/author").has("id")).as("ids are for staff").isFalse();
        assertThat(json(get(Persona.FABIO, topic)).at("/author/id").asString()).isNotEmpty();
    }

    @TestFactory
    Stream<DynamicTest> control_characters_and_lone_surrogates_are_refused() {
        return invalidTexts.tests();
    }

    private String open(Persona person, String title) {
        return location(api.as(person).post().uri(TOPICS)
                .body(Map.of("title", title, "language", "pt-BR", "category", "community", "body", "Texto")).exchange()
                .expectStatus().isCreated());
    }

    private String post(Persona person, String topic, String text) {
        return location(
                api.as(person).post().uri(topic + "/posts").body(Map.of("body", text)).exchange().expectStatus().isCreated());
    }

    private int postsOf(Persona person) {
        return json(get(person, FORUM + "/profile")).path("posts").asInt();
    }

    private ResponseSpec hide(String post, boolean isHidden, String reason) {
        return api.as(Persona.GISELE).put().uri(post + "/hidden").body(Map.of("hidden", isHidden, "reason", reason)).exchange();
    }

    private ResponseSpec mute(String person, @Nullable Instant until, String reason) {
        var body = until == null ? Map.of("reason", reason) : Map.of("until", until, "reason", reason);
        return api.as(Persona.GISELE).put().uri(person + "/mute").body(body).exchange();
    }

    private ResponseSpec choose(Persona person, String pseudonym) {
        return api.as(person).put().uri(FORUM + "/profile").body(Map.of("pseudonym", pseudonym)).exchange();
    }

    private ResponseSpec get(Persona person, String uri) {
        return api.as(person).get().uri(uri).exchange();
    }

    private List<JsonNode> reportsOf(String state, String topic) {
        return json(get(Persona.FABIO, FORUM + "/reports?limit=100&state=" + state)).path("items").valueStream()
                .filter(each -> each.path("topic").asString().equals(id(topic))).toList();
    }

    private List<String> search(String query) {
        return json(get(Persona.FABIO, "/api/v1/search?in=forum&q=" + query)).path("items").valueStream()
                .map(each -> each.path("id").asString()).toList();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
