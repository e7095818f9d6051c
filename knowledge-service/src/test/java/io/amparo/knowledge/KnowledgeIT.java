package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleArchived;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.InvalidTexts;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServiceTest({"amparo.demo=true", "amparo.search.refresh=200ms"})
class KnowledgeIT {
    private static final String ARTICLES = "/api/v1/articles";

    @Autowired
    ApiClients api;
    @Autowired
    InvalidTexts invalidTexts;
    @Autowired
    EventClient kafka;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    @Tag("R2.1")
    @Tag("R2.4")
    @Test
    void user_without_contract_finds_the_demonstration_articles() {
        assertThat(search("configuracao backup")).first().isEqualTo("fazer-e-restaurar-o-backup-da-configuracao");
        assertThat(search("notificasão por email nao chegam")).contains("alertas-por-e-mail-nao-chegam");
        api.as(Persona.DAVI).get().uri(ARTICLES + "/novidades-do-opmon-9-2").exchange().expectBody().jsonPath("$.kind")
                .isEqualTo("CHANGE_LOG").jsonPath("$.release").isEqualTo("9.2");
        api.as(Persona.DAVI).get().uri("/api/v1/suggestions?text={text}", "os alertas por email nao chegam mais").exchange()
                .expectBody().jsonPath("$.items[0].href").isEqualTo(ARTICLES + "/alertas-por-e-mail-nao-chegam")
                .jsonPath("$.items[0].excerpt").value(String.class, excerpt -> assertThat(excerpt).contains("<mark>"));
    }

    /** Case search-06. */
    @Tag("R2.4")
    @Test
    void search_06_signs_of_a_query_are_answered_also_control_characters() throws IOException {
        var cases = JsonMapper.shared()
                .readTree(new ClassPathResource("cases/search/search-06-signs-of-a-query.json").getInputStream());
        for (var each : cases.path("queries")) answer("/api/v1/search?q={q}", each.path("q").asString());

        var backup = answer("/api/v1/search?q={q}", "backup").path("items");
        for (var query : List.of("\0backup", "backup\u001b", "\1 backup \uffff"))
            assertThat(answer("/api/v1/search?q={q}", query).path("items")).as(query).isNotEmpty().isEqualTo(backup);
        for (var query : List.of("\0", "-", "\0-backup"))
            assertThat(answer("/api/v1/search?q={q}", query).path("items")).as(query).isEmpty();
        for (var uri : List.of("/api/v1/search/completions?q={q}", "/api/v1/suggestions?text={q}"))
            assertThat(answer(uri, "\0backup").path("items")).isNotEmpty().isEqualTo(answer(uri, "backup").path("items"));
        assertThat(json(api.as(Persona.DAVI).get().uri("/api/v1/search?q=backup&product={p}", "a\0").exchange().expectStatus()
                .isEqualTo(422)).at("/errors/0/field").asString()).as("others stay strict").isEqualTo("product");
    }

    private JsonNode answer(String uri, String query) {
        return json(api.as(Persona.DAVI).get().uri(uri, query).exchange().expectStatus().isOk());
    }

    @Test
    void search_with_invalid_parameters_is_refused() {
        for (var parameters : List.of("?q=", "?q=backup&lang=xx", "?q=backup&limit=101", "?q=backup&in=mails",
                "?q=" + "a".repeat(4_001)))
            api.as(Persona.DAVI).get().uri("/api/v1/search" + parameters).exchange().expectStatus().isEqualTo(422);
        api.as(Persona.DAVI).get().uri("/api/v1/search").exchange().expectStatus().isBadRequest();
        assertThat(json(api.as(Persona.DAVI).get().uri("/api/v1/suggestions?text=").exchange()).path("items").size()).isZero();
    }

    @Test
    void article_is_visible_to_customers_only_while_published() {
        var slug = ARTICLES + "/rotacao-de-girassois";
        var draft = etag(create("Rotação de girassóis", "INFORMATION").expectStatus().isCreated().expectHeader()
                .valueEquals("Location", slug));

        api.as(Persona.BRUNO).get().uri(slug).exchange().expectStatus().isNotFound();
        assertThat(json(api.as(Persona.FABIO).get().uri(slug).exchange()).path("actions").valueStream()
                .map(each -> each.path("code").asString() + " " + each.path("method").asString() + " "
                        + each.path("href").asString() + " " + each.at("/to/0").asString("")))
                .containsExactly("EDIT PUT " + slug + " ", "SUBMIT PUT " + slug + "/state IN_REVIEW",
                        "PUBLISH PUT " + slug + "/state PUBLISHED", "ARCHIVE PUT " + slug + "/state ARCHIVED");
        assertThat(search("girassol")).isEmpty();

        var published = etag(changeState(slug, draft, "PUBLISHED").expectStatus().isOk());

        assertThat(kafka.receive(ArticlePublished.class, each -> each.slug().equals("rotacao-de-girassois")).title())
                .isEqualTo("Rotação de girassóis");
        assertThat(search("girassol")).as("the instance finds its own writes immediately")
                .containsExactly("rotacao-de-girassois");
        api.as(Persona.BRUNO).get().uri(slug).exchange().expectBody().jsonPath("$.author").isEqualTo("Fabio Melo");
        assertThat(listedSlugs()).contains("rotacao-de-girassois");

        var refused = json(changeState(slug, published, "DRAFT").expectStatus().isEqualTo(409));
        assertThat(refused.at("/errors/0/allowed").valueStream().map(JsonNode::asString)).as("legal states")
                .containsExactly("ARCHIVED");

        // The ETag of the draft is outdated.
        changeState(slug, draft, "ARCHIVED").expectStatus().isEqualTo(412);
        changeState(slug, published, "ARCHIVED");

        kafka.receive(ArticleArchived.class, each -> each.slug().equals("rotacao-de-girassois"));
        assertThat(search("girassol")).isEmpty();
        api.as(Persona.BRUNO).get().uri(slug).exchange().expectStatus().isNotFound();
        assertThat(listedSlugs()).doesNotContain("rotacao-de-girassois");
    }

    @Test
    void revised_article_is_found_only_by_its_new_words() {
        var slug = ARTICLES + "/sobre-tulipas";
        var draft = etag(create("Sobre tulipas", "INFORMATION"));
        var published = etag(changeState(slug, draft, "PUBLISHED"));

        api.as(Persona.FABIO).put().uri(slug).header("If-Match", published).body(content("Sobre begônias", "INFORMATION"))
                .exchange().expectBody().jsonPath("$.revision").isEqualTo(2).jsonPath("$.slug").isEqualTo("sobre-tulipas");

        assertThat(search("begonia")).containsExactly("sobre-tulipas");
        assertThat(search("tulipa")).isEmpty();
        api.as(Persona.FABIO).put().uri(slug).body(content("Sem If-Match", "INFORMATION")).exchange().expectStatus()
                .isEqualTo(428);
    }

    @Test
    void repeated_request_creates_one_article_and_equal_title_gets_another_slug() {
        var fabio = api.as(Persona.FABIO).mutate().defaultHeader("Idempotency-Key", "k1").build();
        var first = json(fabio.post().uri(ARTICLES).body(content("Mesmo título", "INFORMATION")).exchange());

        assertThat(json(fabio.post().uri(ARTICLES).body(content("Mesmo título", "INFORMATION")).exchange())).isEqualTo(first);
        fabio.post().uri(ARTICLES).body(content("Outro título", "INFORMATION")).exchange().expectBody().jsonPath("$.code")
                .isEqualTo("key-reused");

        var second = json(create("Mesmo título", "RESOLUTION")).path("slug").asString();
        assertThat(second).startsWith("mesmo-titulo-").isNotEqualTo(first.path("slug").asString());
    }

    @Test
    void key_of_an_article_stays_bound_after_a_revision() {
        var fabio = api.as(Persona.FABIO).mutate().defaultHeader("Idempotency-Key", "revised").build();
        var created = fabio.post().uri(ARTICLES).body(content("Sobre chaves", "INFORMATION")).exchange();
        fabio.put().uri(ARTICLES + "/sobre-chaves").header("If-Match", etag(created))
                .body(content("Sobre outras chaves", "INFORMATION")).exchange().expectStatus().isOk();

        fabio.post().uri(ARTICLES).body(content("Sobre fechaduras", "INFORMATION")).exchange().expectStatus().isEqualTo(422)
                .expectBody().jsonPath("$.code").isEqualTo("key-reused");
        fabio.post().uri(ARTICLES).body(content("Sobre chaves", "INFORMATION")).exchange().expectStatus().isCreated();
        ReusedKeys.check(api.as(Persona.FABIO), ARTICLES, content("De outro", "GOSSIP"), content("Sobre portas", "PROCEDURE"),
                content("Sobre janelas", "PROCEDURE"));
    }

    @Tag("R2.2")
    @Test
    void unknown_article_kind_is_refused() {
        for (var kind : List.of("INFORMATION", "PROCEDURE", "RESOLUTION")) create("De " + kind, kind).expectStatus().isCreated();
        create("De outro", "GOSSIP").expectStatus().isBadRequest();
    }

    @Tag("R2.3")
    @Test
    void change_log_with_unknown_product_or_release_is_refused() {
        kafka.publish("opmon-9", 1, new ProductChanged("opmon-9", "OpMon 9", "opmon",
                List.of(new Release("9.2", LocalDate.of(2026, 9, 14))), null, null, Instant.EPOCH));
        var log = new HashMap<>(content("Novidades", "CHANGE_LOG"));

        var refused = json(api.as(Persona.HEITOR).post().uri(ARTICLES).body(log).exchange().expectStatus().isEqualTo(422));

        assertThat(refused.path("errors").findValuesAsString("field")).containsExactlyInAnyOrder("product", "release");

        log.put("product", "opmon-9");
        log.put("release", "9.2");
        await().until(() -> status(api.as(Persona.HEITOR).post().uri(ARTICLES).body(log).exchange()) == 201);

        log.put("release", "9.9");
        assertThat(
                json(api.as(Persona.HEITOR).post().uri(ARTICLES).body(log).exchange()).path("errors").findValuesAsString("field"))
                .containsExactly("release");
    }

    @Test
    void article_written_by_another_instance_is_found_after_a_refresh() {
        var articles = mongo.getDatabase(service.database()).getCollection("articles");
        var other = new Document(articles.find(Filters.eq("novidades-do-opmon-8-9")).first());
        other.append("_id", "de-outra-instancia").append("inbox", List.of()).append("outbox", List.of());
        other.get("state", Document.class).append("slug", "de-outra-instancia").append("id", "x")
                .append("body", "Fala de crisântemos.").append("updatedAt", Date.from(Instant.now()));

        articles.insertOne(other);
        await().until(() -> search("crisantemo").equals(List.of("de-outra-instancia")));

        articles.updateOne(Filters.eq("de-outra-instancia"), Updates.combine(Updates.set("version", 2L),
                Updates.set("state.state", "ARCHIVED"), Updates.set("state.updatedAt", Date.from(Instant.now()))));
        await().until(() -> search("crisantemo").isEmpty());
    }

    private ResponseSpec create(String title, String kind) {
        return api.as(Persona.FABIO).post().uri(ARTICLES).body(content(title, kind)).exchange();
    }

    private ResponseSpec changeState(String article, String etag, String state) {
        return api.as(Persona.FABIO).put().uri(article + "/state").header("If-Match", etag).body(Map.of("state", state))
                .exchange();
    }

    private static Map<String, String> content(String title, String kind) {
        return Map.of("kind", kind, "language", "pt-BR", "title", title, "body", "Um texto de teste.");
    }

    private List<String> search(String query) {
        return ids(api.as(Persona.DAVI).get().uri("/api/v1/search?in=articles&q={query}", query).exchange(), "id");
    }

    private List<String> listedSlugs() {
        return ids(api.as(Persona.DAVI).get().uri(ARTICLES + "?limit=100").exchange(), "slug");
    }

    private static List<String> ids(ResponseSpec response, String field) {
        return json(response).path("items").valueStream().map(each -> each.path(field).asString()).toList();
    }

    @TestFactory
    Stream<DynamicTest> control_characters_and_lone_surrogates_are_refused() {
        return invalidTexts.tests();
    }
}
