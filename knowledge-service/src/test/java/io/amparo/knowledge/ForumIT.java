package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.PostAdded;
import io.amparo.events.knowledge.KnowledgeEvent.TopicOpened;
import io.amparo.events.knowledge.KnowledgeEvent.TopicReopened;
import io.amparo.events.knowledge.KnowledgeEvent.TopicSolved;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest({"amparo.search.refresh=200ms", "amparo.forum.new-people.posts-per-hour=1000"})
class ForumIT {
    private static final String TOPICS = "/api/v1/forum/topics";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    @Tag("R3.1")
    @Tag("R3.2")
    @Tag("R3.3")
    @Test
    void user_without_contract_asks_and_gets_an_accepted_answer_of_the_vendor() {
        var topic = open(Persona.DAVI, "Coleta SNMP para depois da atualização", "A coleta de *todos* os switches parou.");
        var id = id(topic);
        assertThat(ids(Persona.CARLA, "?unanswered=true")).contains(id);

        var comment = post(Persona.CARLA, topic, "Aqui também.");
        var answer = post(Persona.FABIO, topic, "Reinicie o serviço **snmpd**.");

        assertThat(json(get(Persona.DAVI, comment)).at("/author/staff").asBoolean()).isFalse();
        var answered = json(get(Persona.DAVI, answer));
        assertThat(answered.at("/author/name").asString()).isEqualTo("Fabio Melo");
        assertThat(answered.at("/author/staff").asBoolean()).isTrue();
        assertThat(answered.path("html").asString()).contains("<strong>snmpd</strong>");
        assertThat(ids(Persona.CARLA, "?unanswered=true")).doesNotContain(id);
        accept(Persona.CARLA, topic, id(answer)).expectStatus().isForbidden();

        assertThat(json(accept(Persona.DAVI, topic, id(answer))).path("state").asString()).isEqualTo("SOLVED");

        assertThat(kafka.receive(TopicOpened.class, each -> each.itemId().equals(id)).category()).isEqualTo("monitoring");
        assertThat(kafka.receive(PostAdded.class, each -> each.postId().equals(id(answer))).byVendor()).isTrue();
        assertThat(kafka.receive(TopicSolved.class, each -> each.itemId().equals(id)).postId()).isEqualTo(id(answer));
        assertThat(ids(Persona.CARLA, "?state=SOLVED")).contains(id);
        assertThat(json(get(Persona.DAVI, answer)).path("accepted").asBoolean()).isTrue();

        api.as(Persona.GISELE).delete().uri(topic + "/accepted-answer").exchange().expectStatus().isOk();
        kafka.receive(TopicReopened.class, each -> each.itemId().equals(id));
        assertThat(ids(Persona.CARLA, "?state=OPEN")).contains(id);
    }

    @Test
    void repeated_requests_create_one_topic_and_one_post() {
        ReusedKeys.check(api.as(Persona.DAVI), TOPICS, Map.of("title", ""), topic("Um", "Texto"), topic("Dois", "Texto"));
        var topic = open(Persona.DAVI, "Repetições", "Texto");
        ReusedKeys.check(api.as(Persona.DAVI), topic + "/posts", Map.of("body", ""), Map.of("body", "Um"),
                Map.of("body", "Dois"));

        assertThat(json(get(Persona.DAVI, topic)).path("posts").asInt()).isEqualTo(2);
    }

    @Test
    void concurrent_posts_get_positions_without_gaps() throws Exception {
        var topic = open(Persona.DAVI, "Muitos ao mesmo tempo", "Texto");

        inParallel(12, n -> post(n % 2 == 0 ? Persona.CARLA : Persona.BRUNO, topic, "Resposta " + n));

        var first = json(get(Persona.DAVI, topic + "/posts?limit=8"));
        var second = json(get(Persona.DAVI, topic + "/posts?limit=8&cursor=" + first.path("next").asString()));
        assertThat(positions(first)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(positions(second)).containsExactly(9, 10, 11, 12, 13);
        assertThat(json(get(Persona.DAVI, topic)).path("answers").asInt()).isEqualTo(12);
        get(Persona.DAVI, topic + "/posts?cursor=x").expectStatus().isEqualTo(422);
    }

    @Test
    void post_whose_process_crashed_before_its_position_was_stored_is_found() {
        var topic = open(Persona.DAVI, "Queda entre duas escritas", "Texto");
        var post = post(Persona.CARLA, topic, "Resposta");
        var documents = mongo.getDatabase(service.database()).getCollection("forum_posts");
        documents.updateOne(Filters.eq(id(topic) + "/" + id(post)),
                Updates.combine(Updates.unset("positionKey"), Updates.set("pendingSince", new Date())));
        documents.insertOne(new Document("_id", id(topic) + "/orphan").append("topicId", id(topic)).append("id", "orphan")
                .append("pendingSince", new Date()));

        assertThat(positions(json(get(Persona.DAVI, topic + "/posts")))).containsExactly(1, 2);
        get(Persona.DAVI, topic + "/posts/orphan").expectStatus().isNotFound();
        assertThat(positions(json(get(Persona.DAVI, topic + "/posts")))).containsExactly(1, 2);
    }

    @Test
    void votes_are_exact_under_concurrency_and_retries() throws Exception {
        var topic = open(Persona.DAVI, "Votos", "Texto");
        var voters = List.of(Persona.ANA, Persona.BRUNO, Persona.CARLA, Persona.FABIO);
        var vote = topic + "/votes/" + id(topic);

        inParallel(12, n -> api.as(voters.get(n % voters.size())).put().uri(vote).exchange().expectStatus().isNoContent());
        api.as(Persona.DAVI).put().uri(vote).exchange().expectStatus().isEqualTo(409);
        api.as(Persona.ANA).delete().uri(vote).exchange().expectStatus().isNoContent();

        assertThat(json(get(Persona.DAVI, topic)).path("votes").asInt()).isEqualTo(3);
        var read = etag(get(Persona.DAVI, topic));
        api.as(Persona.HEITOR).put().uri(vote).exchange().expectStatus().isNoContent();
        assertThat(etag(get(Persona.DAVI, topic))).as("the ETag covers the votes").isNotEqualTo(read);
        assertThat(json(get(Persona.CARLA, topic + "/posts/" + id(topic))).path("voted").asBoolean()).isTrue();
        assertThat(json(get(Persona.ANA, topic + "/posts/" + id(topic))).path("voted").asBoolean()).isFalse();
    }

    @Test
    void list_by_last_post_is_stable_under_new_posts_and_filters() {
        var topics = IntStream.range(0, 5).mapToObj(n -> open(Persona.BRUNO, "Lista " + n, "Texto", "lista")).toList();
        var first = json(get(Persona.DAVI, TOPICS + "?tag=LISTA&limit=2"));

        post(Persona.DAVI, topics.get(4), "Sobe de novo.");
        var second = json(get(Persona.DAVI, TOPICS + "?tag=lista&limit=2&cursor=" + first.path("next").asString()));

        assertThat(titles(first)).containsExactly("Lista 4", "Lista 3");
        assertThat(titles(second)).containsExactly("Lista 2", "Lista 1");
        post(Persona.DAVI, topics.get(0), "Sobe.");
        assertThat(titles(json(get(Persona.DAVI, TOPICS + "?tag=lista&limit=1")))).containsExactly("Lista 0");
        assertThat(ids(Persona.BRUNO, "?mine=true&limit=100")).contains(id(topics.get(0)));
        assertThat(ids(Persona.ERIKA, "?mine=true")).isEmpty();
        assertThat(ids(Persona.BRUNO, "?watched=true&limit=100")).as("authors watch").contains(id(topics.get(0)));

        api.as(Persona.ERIKA).put().uri(topics.get(1) + "/watch").exchange().expectStatus().isNoContent();
        assertThat(ids(Persona.ERIKA, "?watched=true")).containsExactly(id(topics.get(1)));
        api.as(Persona.ERIKA).delete().uri(topics.get(1) + "/watch").exchange().expectStatus().isNoContent();
        assertThat(ids(Persona.ERIKA, "?watched=true")).isEmpty();
        assertThat(ids(Persona.DAVI, "?product=opmon-x")).isEmpty();
        assertThat(ids(Persona.DAVI, "?category=alerts&tag=lista")).isEmpty();
    }

    @Test
    void author_edits_a_post_and_the_staff_sees_the_former_text() {
        var topic = open(Persona.DAVI, "Edições", "Texto");
        var post = post(Persona.CARLA, topic, "Primeira versão com hortênsias");
        var read = etag(get(Persona.CARLA, post));
        assertThat(search("hortensias")).containsExactly(id(topic));

        edit(Persona.DAVI, post, read, "De outro").expectStatus().isForbidden();
        assertThat(json(edit(Persona.CARLA, post, read, "Segunda versão")).path("body").asString()).isEqualTo("Segunda versão");
        edit(Persona.CARLA, post, read, "Segunda versão").expectStatus().isOk(); // a repetition
        edit(Persona.CARLA, post, read, "Terceira versão").expectStatus().isEqualTo(412);

        assertThat(json(get(Persona.DAVI, post)).has("history")).isFalse();
        assertThat(json(get(Persona.FABIO, post)).at("/history/0/body").asString()).startsWith("Primeira");
        assertThat(search("hortensias")).isEmpty();
    }

    @Test
    void topic_is_revised_by_its_author_or_staff_only() {
        var topic = open(Persona.DAVI, "Titulo com erro", "Texto");
        var content = Map.of("title", "Título certo", "language", "pt-BR", "category", "alerts");
        var read = etag(get(Persona.DAVI, topic));

        revise(Persona.CARLA, topic, read, content).expectStatus().isForbidden();
        revise(Persona.FABIO, topic, read, content).expectStatus().isOk();
        revise(Persona.DAVI, topic, read, Map.of("title", "Outro", "language", "pt-BR", "category", "alerts")).expectStatus()
                .isEqualTo(412);
        revise(Persona.DAVI, topic, etag(get(Persona.DAVI, topic)),
                Map.of("title", "Outro", "language", "pt-BR", "category", "none")).expectStatus().isEqualTo(422);
        assertThat(json(get(Persona.DAVI, topic)).path("category").asString()).isEqualTo("alerts");
    }

    @Test
    void search_finds_topics_by_question_and_answers() {
        var topic = open(Persona.DAVI, "Painel sem cor", "O painel perdeu a cor magenta.");
        post(Persona.CARLA, topic, "Tente o tema ciano.");

        for (var word : List.of("magenta", "ciano")) {
            var hit = json(get(Persona.DAVI, "/api/v1/search?in=forum&q=" + word)).at("/items/0");
            assertThat(hit.path("href").asString()).isEqualTo(topic);
            assertThat(hit.path("title").asString()).isEqualTo("Painel sem cor");
        }
    }

    /** forum-01: only what is written into href counts. */
    @Test
    void links_that_run_are_never_written_into_a_page() {
        var topic = open(Persona.DAVI, "Links", "Texto");
        for (var markdown : List.of("[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java&#115;cript:alert(1))",
                "[x](javascript&#58;alert(1))", "[x](javascript&#x3A;alert(1))", "[x](<java\tscript:alert(1)>)",
                "[x](<java\nscript:alert(1)>)", "[x](&#1;javascript:alert(1))", "[x](vbscript:msgbox(1))",
                "[x](data:text/html,<script>alert(1)</script>)", "![x](javascript:alert(1))", "![x](x\" onerror=\"alert(1))",
                "<javascript:alert(1)>", "[x][r]\n\n[r]: javascript:alert(1)", "[x](//evil.example/a)",
                "[x](\\\\evil.example\\a)", "<img src=x onerror=alert(1)>", "<a href=\"java&Tab;script:alert(1)\">x</a>",
                "```html\n<script>alert(1)</script>\n```", "[x](https://example.org/?a=1&b=2 \"t\\\"><script>\")",
                "[x](mailto:a@example.org)")) {
            var html = json(get(Persona.DAVI, post(Persona.FABIO, topic, markdown))).path("html").asString();
            assertThat(html).as(markdown).doesNotContain("<script", "<img", "onerror=\"");
            assertThat(html.replaceAll("href=\"(https?://|mailto:)", "")).as(markdown).doesNotContain("href=", "src=");
        }
    }

    private String open(Persona person, String title, String text, String... tags) {
        return location(api.as(person).post().uri(TOPICS).body(topic(title, text, tags)).exchange().expectStatus().isCreated());
    }

    private static Map<String, Object> topic(String title, String text, String... tags) {
        return Map.of("title", title, "language", "pt-BR", "category", "monitoring", "tags", List.of(tags), "body", text);
    }

    private String post(Persona person, String topic, String text) {
        return location(
                api.as(person).post().uri(topic + "/posts").body(Map.of("body", text)).exchange().expectStatus().isCreated());
    }

    private ResponseSpec edit(Persona person, String post, String etag, String text) {
        return api.as(person).put().uri(post).header("If-Match", etag).body(Map.of("body", text)).exchange();
    }

    private ResponseSpec revise(Persona person, String topic, String etag, Map<String, String> content) {
        return api.as(person).put().uri(topic).header("If-Match", etag).body(content).exchange();
    }

    private ResponseSpec accept(Persona person, String topic, String post) {
        return api.as(person).put().uri(topic + "/accepted-answer").body(Map.of("post", post)).exchange();
    }

    private ResponseSpec get(Persona person, String uri) {
        return api.as(person).get().uri(uri).exchange();
    }

    private List<String> ids(Persona person, String query) {
        return json(get(person, TOPICS + query)).path("items").valueStream().map(each -> each.path("id").asString()).toList();
    }

    private List<String> search(String query) {
        return json(get(Persona.DAVI, "/api/v1/search?in=forum&q=" + query)).path("items").valueStream()
                .map(each -> each.path("id").asString()).toList();
    }

    private static List<String> titles(JsonNode page) {
        return page.path("items").valueStream().map(each -> each.path("title").asString()).toList();
    }

    private static List<Integer> positions(JsonNode page) {
        return page.path("items").valueStream().map(each -> each.path("position").asInt()).toList();
    }

    private static String id(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Calls the action with 0 to n-1 at the same time. */
    private static void inParallel(int n, IntFunction<Object> action) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, n).mapToObj(each -> (Callable<Object>) () -> action.apply(each)).toList();
            for (var call : threads.invokeAll(calls)) call.get();
        }
    }
}
