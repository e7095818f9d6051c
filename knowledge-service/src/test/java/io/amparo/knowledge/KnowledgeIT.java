package io.amparo.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleArchived;
import io.amparo.events.knowledge.KnowledgeEvent.ArticlePublished;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.Wire;
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
    Wire wire;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    @Tag("R2.1")
    @Tag("R2.4")
    @Test
    void a_user_without_contract_finds_the_demonstration_articles() {
        assertThat(found("configuracao backup")).first().isEqualTo("fazer-e-restaurar-o-backup-da-configuracao");
        assertThat(found("notificasão por email nao chegam")).contains("alertas-por-e-mail-nao-chegam");
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
    void a_search_for_nothing_or_in_no_language_is_refused() {
        for (var asked : List.of("?q=", "", "?q=backup&lang=xx", "?q=backup&limit=101", "?q=" + "a".repeat(201)))
            assertThat(api.as(Persona.DAVI).get("/api/v1/search" + asked).status()).as(asked).isEqualTo(400);
        assertThat(api.as(Persona.DAVI).get("/api/v1/suggestions?text=").body().path("items").size()).isZero();
    }

    @Test
    void from_draft_to_published_to_archived() {
        var draft = write("Rotação de girassóis", "INFORMATION");
        assertThat(draft.status()).isEqualTo(201);
        var slug = ARTICLES + "/rotacao-de-girassois";
        assertThat(draft.headers().firstValue("Location")).contains(slug);
        assertThat(api.as(Persona.BRUNO).get(slug).status()).isEqualTo(404);
        assertThat(api.as(Persona.FABIO).get(slug).body().path("actions").valueStream().map(each -> each.asString()))
                .containsExactly("EDIT", "PUBLISH", "ARCHIVE");
        assertThat(found("girassol")).isEmpty();

        var published = move(slug, draft.etag(), "PUBLISHED");
        assertThat(published.status()).isEqualTo(200);
        assertThat(wire.hear(ArticlePublished.class, each -> each.slug().equals("rotacao-de-girassois")).title())
                .isEqualTo("Rotação de girassóis");
        assertThat(found("girassol")).as("the instance finds its own writes immediately").containsExactly("rotacao-de-girassois");
        assertThat(api.as(Persona.BRUNO).get(slug).body().path("author").asString()).isEqualTo("Fabio Melo");
        assertThat(listed()).contains("rotacao-de-girassois");

        assertThat(move(slug, draft.etag(), "ARCHIVED").status()).as("outdated ETag is refused").isEqualTo(412);
        move(slug, published.etag(), "ARCHIVED");
        wire.hear(ArticleArchived.class, each -> each.slug().equals("rotacao-de-girassois"));
        assertThat(found("girassol")).isEmpty();
        assertThat(api.as(Persona.BRUNO).get(slug).status()).isEqualTo(404);
        assertThat(listed()).doesNotContain("rotacao-de-girassois");
    }

    @Test
    void a_revision_is_found_by_its_new_words_only() {
        var draft = write("Sobre tulipas", "INFORMATION");
        var slug = ARTICLES + "/sobre-tulipas";
        var published = move(slug, draft.etag(), "PUBLISHED");
        var revised = api.as(Persona.FABIO).with("If-Match", published.etag()).put(slug,
                content("Sobre begônias", "INFORMATION"));
        assertThat(revised.body().path("revision").asInt()).isEqualTo(2);
        assertThat(revised.body().path("slug").asString()).isEqualTo("sobre-tulipas");
        assertThat(found("begonia")).containsExactly("sobre-tulipas");
        assertThat(found("tulipa")).isEmpty();
        assertThat(api.as(Persona.FABIO).put(slug, content("Sem If-Match", "INFORMATION")).status()).isEqualTo(428);
    }

    @Test
    void a_repeated_request_writes_one_article_and_an_equal_title_gets_a_slug_of_its_own() {
        var fabio = api.as(Persona.FABIO).with("Idempotency-Key", "k1");
        var first = fabio.post(ARTICLES, content("Mesmo título", "INFORMATION"));
        assertThat(fabio.post(ARTICLES, content("Mesmo título", "INFORMATION")).body()).isEqualTo(first.body());
        assertThat(fabio.post(ARTICLES, content("Outro título", "INFORMATION")).body().path("code").asString())
                .isEqualTo("key-reused");
        var second = write("Mesmo título", "RESOLUTION").body().path("slug").asString();
        assertThat(second).startsWith("mesmo-titulo-").isNotEqualTo(first.body().path("slug").asString());
    }

    @Tag("R2.2")
    @Test
    void there_are_four_kinds() {
        for (var kind : List.of("INFORMATION", "PROCEDURE", "RESOLUTION"))
            assertThat(write("De " + kind, kind).status()).isEqualTo(201);
        assertThat(write("De outro", "GOSSIP").status()).isEqualTo(400);
    }

    @Tag("R2.3")
    @Test
    void a_change_log_agrees_with_the_catalogue() {
        wire.say("opmon-9", 1, new ProductChanged("opmon-9", "OpMon 9", "opmon",
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
    void what_another_instance_writes_is_found_soon() {
        var articles = mongo.getDatabase(service.database()).getCollection("articles");
        var other = new Document(articles.find(Filters.eq("novidades-do-opmon-8-9")).first());
        other.append("_id", "de-outra-instancia").append("inbox", List.of()).append("outbox", List.of());
        other.get("state", Document.class).append("slug", "de-outra-instancia").append("id", "x")
                .append("body", "Fala de crisântemos.").append("updatedAt", Date.from(Instant.now()));
        articles.insertOne(other);
        await().until(() -> found("crisantemo").equals(List.of("de-outra-instancia")));
        articles.updateOne(Filters.eq("de-outra-instancia"), Updates.combine(Updates.set("version", 2L),
                Updates.set("state.state", "ARCHIVED"), Updates.set("state.updatedAt", Date.from(Instant.now()))));
        await().until(() -> found("crisantemo").isEmpty());
    }

    private Api.Answer write(String title, String kind) {
        return api.as(Persona.FABIO).post(ARTICLES, content(title, kind));
    }

    private Api.Answer move(String article, String etag, String state) {
        return api.as(Persona.FABIO).with("If-Match", etag).put(article + "/state", Map.of("state", state));
    }

    private static Map<String, String> content(String title, String kind) {
        return Map.of("kind", kind, "language", "pt-BR", "title", title, "body", "Um texto de teste.");
    }

    private List<String> found(String asked) {
        return ids(api.as(Persona.DAVI).get("/api/v1/search?in=articles&q=" + encoded(asked)), "id");
    }

    private List<String> listed() {
        return ids(api.as(Persona.DAVI).get(ARTICLES + "?limit=100"), "slug");
    }

    private static List<String> ids(Api.Answer answer, String field) {
        return answer.body().path("items").valueStream().map(each -> each.path(field).asString()).toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }
}
