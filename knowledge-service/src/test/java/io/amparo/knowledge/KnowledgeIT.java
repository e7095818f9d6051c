package io.amparo.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServiceTest({"amparo.demo=true", "amparo.knowledge.refresh=200ms"})
class KnowledgeIT {
    private static final String ARTICLES = "/api/v1/articles";

    @Autowired
    Api api;
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
        var article = api.as(Persona.DAVI).get(ARTICLES + "/novidades-do-opmon-9-2").body();
        assertThat(article.path("kind").asString()).isEqualTo("CHANGE_LOG");
        assertThat(article.path("release").asString()).isEqualTo("9.2");
        var suggested = api.as(Persona.DAVI).get("/api/v1/suggestions?text=" + encoded("os alertas por email nao chegam mais"))
                .body();
        assertThat(suggested.path("items").path(0).path("href").asString())
                .isEqualTo(ARTICLES + "/alertas-por-e-mail-nao-chegam");
        assertThat(suggested.path("items").path(0).path("excerpt").asString()).contains("<mark>");
    }

    @Test
    void search_with_invalid_parameters_is_refused() {
        for (var parameters : List.of("?q=", "", "?q=backup&lang=xx", "?q=backup&limit=101", "?q=" + "a".repeat(201)))
            assertThat(api.as(Persona.DAVI).get("/api/v1/search" + parameters).status()).as(parameters).isEqualTo(400);
        assertThat(api.as(Persona.DAVI).get("/api/v1/suggestions?text=").body().path("items").size()).isZero();
    }

    @Test
    void article_is_visible_to_customers_only_while_published() {
        var draft = create("Rotação de girassóis", "INFORMATION");
        assertThat(draft.status()).isEqualTo(201);
        var slug = ARTICLES + "/rotacao-de-girassois";
        assertThat(draft.headers().firstValue("Location")).contains(slug);
        assertThat(api.as(Persona.BRUNO).get(slug).status()).isEqualTo(404);
        assertThat(api.as(Persona.FABIO).get(slug).body().path("actions").valueStream().map(each -> each.asString()))
                .containsExactly("EDIT", "PUBLISH", "ARCHIVE");
        assertThat(search("girassol")).isEmpty();

        var published = changeState(slug, draft.etag(), "PUBLISHED");
        assertThat(published.status()).isEqualTo(200);
        assertThat(kafka.receive(ArticlePublished.class, each -> each.slug().equals("rotacao-de-girassois")).title())
                .isEqualTo("Rotação de girassóis");
        assertThat(search("girassol")).as("the instance finds its own writes immediately")
                .containsExactly("rotacao-de-girassois");
        assertThat(api.as(Persona.BRUNO).get(slug).body().path("author").asString()).isEqualTo("Fabio Melo");
        assertThat(listedSlugs()).contains("rotacao-de-girassois");

        assertThat(changeState(slug, draft.etag(), "ARCHIVED").status()).as("outdated ETag is refused").isEqualTo(412);
        changeState(slug, published.etag(), "ARCHIVED");
        kafka.receive(ArticleArchived.class, each -> each.slug().equals("rotacao-de-girassois"));
        assertThat(search("girassol")).isEmpty();
        assertThat(api.as(Persona.BRUNO).get(slug).status()).isEqualTo(404);
        assertThat(listedSlugs()).doesNotContain("rotacao-de-girassois");
    }

    @Test
    void revised_article_is_found_only_by_its_new_words() {
        var draft = create("Sobre tulipas", "INFORMATION");
        var slug = ARTICLES + "/sobre-tulipas";
        var published = changeState(slug, draft.etag(), "PUBLISHED");
        var revised = api.as(Persona.FABIO).with("If-Match", published.etag()).put(slug,
                content("Sobre begônias", "INFORMATION"));
        assertThat(revised.body().path("revision").asInt()).isEqualTo(2);
        assertThat(revised.body().path("slug").asString()).isEqualTo("sobre-tulipas");
        assertThat(search("begonia")).containsExactly("sobre-tulipas");
        assertThat(search("tulipa")).isEmpty();
        assertThat(api.as(Persona.FABIO).put(slug, content("Sem If-Match", "INFORMATION")).status()).isEqualTo(428);
    }

    @Test
    void repeated_request_creates_one_article_and_equal_title_gets_another_slug() {
        var fabio = api.as(Persona.FABIO).with("Idempotency-Key", "k1");
        var first = fabio.post(ARTICLES, content("Mesmo título", "INFORMATION"));
        assertThat(fabio.post(ARTICLES, content("Mesmo título", "INFORMATION")).body()).isEqualTo(first.body());
        assertThat(fabio.post(ARTICLES, content("Outro título", "INFORMATION")).body().path("code").asString())
                .isEqualTo("key-reused");
        var second = create("Mesmo título", "RESOLUTION").body().path("slug").asString();
        assertThat(second).startsWith("mesmo-titulo-").isNotEqualTo(first.body().path("slug").asString());
    }

    @Tag("R2.2")
    @Test
    void unknown_article_kind_is_refused() {
        for (var kind : List.of("INFORMATION", "PROCEDURE", "RESOLUTION"))
            assertThat(create("De " + kind, kind).status()).isEqualTo(201);
        assertThat(create("De outro", "GOSSIP").status()).isEqualTo(400);
    }

    @Tag("R2.3")
    @Test
    void change_log_with_unknown_product_or_release_is_refused() {
        kafka.publish("opmon-9", 1, new ProductChanged("opmon-9", "OpMon 9", "opmon",
                List.of(new Release("9.2", LocalDate.of(2026, 9, 14))), null, null, Instant.EPOCH));
        var log = new HashMap<>(content("Novidades", "CHANGE_LOG"));
        var refused = api.as(Persona.HEITOR).post(ARTICLES, log);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("errors").findValuesAsString("field")).containsExactlyInAnyOrder("product", "release");
        log.put("product", "opmon-9");
        log.put("release", "9.2");
        await().until(() -> api.as(Persona.HEITOR).post(ARTICLES, log).status() == 201);
        log.put("release", "9.9");
        assertThat(api.as(Persona.HEITOR).post(ARTICLES, log).body().path("errors").findValuesAsString("field"))
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

    private Api.Response create(String title, String kind) {
        return api.as(Persona.FABIO).post(ARTICLES, content(title, kind));
    }

    private Api.Response changeState(String article, String etag, String state) {
        return api.as(Persona.FABIO).with("If-Match", etag).put(article + "/state", Map.of("state", state));
    }

    private static Map<String, String> content(String title, String kind) {
        return Map.of("kind", kind, "language", "pt-BR", "title", title, "body", "Um texto de teste.");
    }

    private List<String> search(String query) {
        return ids(api.as(Persona.DAVI).get("/api/v1/search?in=articles&q=" + encoded(query)), "id");
    }

    private List<String> listedSlugs() {
        return ids(api.as(Persona.DAVI).get(ARTICLES + "?limit=100"), "slug");
    }

    private static List<String> ids(Api.Response response, String field) {
        return response.body().path("items").valueStream().map(each -> each.path(field).asString()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
