package io.amparo.knowledge;

import static io.amparo.knowledge.ArticleFixture.ARTICLES;
import static io.amparo.knowledge.ArticleFixture.content;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@ServiceTest(value = {"amparo.search.refresh=200ms", "amparo.articles.tick=200ms"}, name = "ArticleIT")
@Import(TicketServiceStub.class)
class ArticleIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;
    private ArticleFixture articles;

    @BeforeEach
    void publishAcme() {
        articles = new ArticleFixture(api, kafka);
        kafka.publish("acme", 1, TestCustomers.acme());
        await().until(() -> contacts.findByEmail(Persona.BRUNO.email()).isPresent());
    }

    @Tag("R2.1")
    @Test
    void only_its_audience_knows_an_article() {
        var forContacts = articles.publish("Somente contatos", Map.of("audience", "CONTACTS"));
        var forStaff = articles.publish("Somente equipe", Map.of("audience", "STAFF"));

        assertThat(articles.get(Persona.BRUNO, forContacts).path("audience").asString()).isEqualTo("CONTACTS");
        assertThat(articles.slugs(Persona.BRUNO, "")).contains("somente-contatos").doesNotContain("somente-equipe");
        assertThat(articles.slugs(Persona.FABIO, "")).contains("somente-contatos", "somente-equipe");
        assertThat(articles.slugs(Persona.DAVI, "")).doesNotContain("somente-contatos", "somente-equipe");
        for (var path : List.of("", "/versions", "/versions/1", "/versions/1/diff"))
            api.as(Persona.DAVI).get().uri(forContacts + path).exchange().expectStatus().isNotFound();
        api.as(Persona.BRUNO).get().uri(forStaff).exchange().expectStatus().isNotFound();
        api.as(Persona.DAVI).post().uri(forContacts + "/reads").exchange().expectStatus().isNotFound();
        assertThat(found(Persona.BRUNO, "somente")).containsExactly("somente-contatos");
        assertThat(found(Persona.DAVI, "somente")).isEmpty();
    }

    private List<String> found(Persona person, String query) {
        return articles.get(person, "/api/v1/search?in=articles&q=" + query).path("items").findValuesAsString("id");
    }

    @Tag("R4.3")
    @Test
    void text_that_is_not_accessible_is_refused_and_html_has_its_language() {
        var refused = json(articles.create("Imagens", Map.of("body", "# Título\n\n![](a.png)\n\n![x](http://a.example/b.png)"))
                .expectStatus().isEqualTo(422));

        assertThat(refused.path("errors").valueStream()
                .map(each -> each.path("field").asString() + " " + each.path("code").asString()))
                .containsExactly("body heading-order", "body alt-required", "body image-address");
        assertThat(refused.at("/errors/0/message").asString()).contains("##");

        var path = articles.publish("Com imagem", Map.of("body", "## Painel\n\n![O painel](a.png)\n\n[Veja](imagens)"));
        assertThat(articles.get(Persona.DAVI, path).path("bodyHtml").asString()).isEqualTo("""
                <div lang="pt-BR"><h2>Painel</h2>
                <p><img src="a.png" alt="O painel" /></p>
                <p><a href="imagens" rel="nofollow noopener noreferrer">Veja</a></p>
                </div>
                """);
    }

    @Test
    void every_version_is_kept_compared_and_restored() {
        var path = articles.publish("Versões", Map.of("body", "um\ndois"));
        articles.revise(path, content("Versões novas", Map.of("body", "um\n2"))).expectStatus().isOk();
        articles.changeState(path, "ARCHIVED");
        articles.revise(path, content("Rascunho", Map.of("body", "segredo"))).expectStatus().isOk();

        var all = articles.get(Persona.FABIO, path + "/versions").path("items");
        assertThat(all.findValuesAsString("title")).containsExactly("Rascunho", "Versões novas", "Versões");
        assertThat(all.findValuesAsString("author")).containsExactly("Gisele Prado", "Gisele Prado", "Fabio Melo");
        var second = articles.get(Persona.FABIO, path + "/versions?limit=1");
        assertThat(articles.get(Persona.FABIO, path + "/versions?limit=1&cursor=" + second.path("next").asString())
                .at("/items/0/number").asInt()).isEqualTo(2);

        var diff = articles.get(Persona.FABIO, path + "/versions/1/diff?to=2");
        assertThat(diff.path("diff").asString()).contains("-dois", "+2");
        assertThat(diff.at("/fields/0")).hasToString("{\"field\":\"title\",\"from\":\"Versões\",\"to\":\"Versões novas\"}");

        var etag = articles.currentEtag(path);
        for (int attempt = 0; attempt < 2; attempt++)
            api.as(Persona.FABIO).post().uri(path + "/versions/1/restore").header("If-Match", etag).exchange().expectBody()
                    .jsonPath("$.title").isEqualTo("Versões").jsonPath("$.revision").isEqualTo(4);
        api.as(Persona.FABIO).post().uri(path + "/versions/1/restore").exchange().expectStatus().isEqualTo(428);
        articles.changeState(path, "PUBLISHED");

        // The revision that was never published stays with the vendor.
        var published = articles.get(Persona.DAVI, path + "/versions").path("items").findValuesAsString("number");
        assertThat(published).containsExactly("4", "2", "1");
        api.as(Persona.DAVI).get().uri(path + "/versions/3").exchange().expectStatus().isNotFound();
        api.as(Persona.DAVI).get().uri(path + "/versions/5").exchange().expectStatus().isNotFound();
        assertThat(articles.get(Persona.DAVI, path + "/versions/2").path("body").asString()).isEqualTo("um\n2");
    }

    @Test
    void translation_is_listed_and_outdated_when_its_original_changes() {
        var original = articles.publish("Guia do painel", Map.of());
        var english = Map.of("language", "en", "translationOf", "guia-do-painel");
        var translation = articles.publish("Guide to the board", english);

        assertThat(articles.get(Persona.DAVI, original).path("translations"))
                .hasToString("[{\"language\":\"en\",\"slug\":\"guide-to-the-board\",\"outdated\":false}]");
        assertThat(articles.get(Persona.DAVI, translation).path("translationOf").asString()).isEqualTo("guia-do-painel");
        assertThat(errors(articles.create("Another", english))).containsExactly("language language-taken");
        assertThat(errors(articles.create("Cadeia", Map.of("language", "es", "translationOf", "guide-to-the-board"))))
                .containsExactly("translationOf not-an-original");
        assertThat(errors(articles.create("Nada", Map.of("language", "es", "translationOf", "nada"))))
                .containsExactly("translationOf unknown-article");

        articles.revise(original, content("Guia do painel", Map.of("body", "Outro texto.")));
        assertThat(articles.get(Persona.DAVI, original).at("/translations/0/outdated").asBoolean()).isTrue();

        articles.revise(translation, content("Guide to the board", english)).expectStatus().isOk();
        assertThat(articles.get(Persona.DAVI, original).at("/translations/0/outdated").asBoolean()).isFalse();
        assertThat(articles.get(Persona.DAVI, translation).at("/translations/0/slug").asString()).isEqualTo("guia-do-painel");
    }

    private static List<String> errors(ResponseSpec refused) {
        return json(refused.expectStatus().isEqualTo(422)).path("errors").valueStream()
                .map(each -> each.path("field").asString() + " " + each.path("code").asString()).toList();
    }

    @Tag("R2.3")
    @Test
    void change_log_shows_that_the_catalogue_has_changed_later() {
        articles.publishProduct(1, "9.1", "9.2");
        var log = Map.of("kind", "CHANGE_LOG", "product", "opmon-9", "release", "9.2", "appliesTo", Map.of("from", "9.2"));
        await().until(() -> status(articles.create("Novidades", log)) == 201);
        assertThat(articles.slugs(Persona.FABIO, "catalogueMismatch=true")).isEmpty();
        assertThat(articles.slugs(Persona.FABIO, "product=opmon-9&version=9.2.1")).isNotEmpty();
        assertThat(articles.slugs(Persona.FABIO, "product=opmon-9&version=9.1")).isEmpty();

        articles.publishProduct(2, "9.1", "9.2.1");

        await().until(() -> articles.slugs(Persona.FABIO, "catalogueMismatch=true").contains("novidades"));
        assertThat(articles.get(Persona.FABIO, ARTICLES + "/novidades").at("/management/catalogueMismatch").asBoolean()).isTrue();
        assertThat(errors(articles.changeState(ARTICLES + "/novidades", "PUBLISHED"))).containsExactly("release unknown-release");
        api.as(Persona.BRUNO).get().uri(ARTICLES + "?catalogueMismatch=true").exchange().expectStatus().isForbidden();
        api.as(Persona.FABIO).get().uri(ARTICLES + "?version=nine").exchange().expectStatus().isEqualTo(422);
    }

    @Test
    void review_is_due_on_its_day_and_confirmed_by_staff() {
        var path = articles.publish("Para revisar", Map.of());
        var today = LocalDate.now(ZoneOffset.UTC);
        assertThat(management(path).path("reviewAt").asString()).isEqualTo(today.plusMonths(12).toString());
        assertThat(articles.slugs(Persona.FABIO, "reviewDue=true")).doesNotContain("para-revisar");

        var confirmed = api.as(Persona.GISELE).mutate().defaultHeader("Idempotency-Key", "r1").build();
        for (int attempt = 0; attempt < 2; attempt++)
            confirmed.post().uri(path + "/reviews").body(Map.of("reviewAt", today.plusDays(1), "note", "Ainda vale")).exchange()
                    .expectStatus().isOk().expectBody().jsonPath("$.management.reviews.length()").isEqualTo(1)
                    .jsonPath("$.management.reviews[0].by").isEqualTo("Gisele Prado").jsonPath("$.management.reviewAt")
                    .isEqualTo(today.plusDays(1).toString());
        confirmed.mutate().defaultHeader("Idempotency-Key", "r2").build().post().uri(path + "/reviews")
                .body(Map.of("reviewAt", today)).exchange().expectStatus().isEqualTo(422);
    }

    private JsonNode management(String path) {
        return articles.get(Persona.FABIO, path).path("management");
    }
}
