package io.amparo.knowledge;

import static io.amparo.knowledge.ArticleFixture.ARTICLES;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.model.Filters;
import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRated;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRead;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleReviewDue;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** What readers and staff do with articles. */
@ServiceTest(value = {"amparo.search.refresh=200ms", "amparo.articles.tick=200ms"}, name = "ArticleIT")
@Import(TicketServiceStub.class)
class ArticleUsageIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    ContactLookup contacts;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;
    private ArticleFixture articles;

    @BeforeEach
    void publishAcme() {
        articles = new ArticleFixture(api, kafka);
        kafka.publish("acme", 1, TestCustomers.acme());
        await().until(() -> contacts.findByEmail(Persona.BRUNO.email()).isPresent());
    }

    private JsonNode management(String path) {
        return articles.get(Persona.GISELE, path).path("management");
    }

    @Tag("R2.4")
    @Tag("R9.C2")
    @Test
    void reading_counts_once_a_day_and_is_evidence_for_the_company() {
        var path = articles.publish("Para ler", Map.of());
        for (var person : List.of(Persona.BRUNO, Persona.BRUNO, Persona.DAVI))
            api.as(person).post().uri(path + "/reads").exchange().expectStatus().isNoContent();

        var read = kafka.receive(ArticleRead.class, each -> each.slug().equals("para-ler") && each.customerId() != null);
        assertThat(read.customerId()).isEqualTo("acme");
        assertThat(read.personId()).isEqualTo(Persona.BRUNO.id());
        assertThat(
                kafka.receive(ArticleRead.class, each -> each.slug().equals("para-ler") && each.customerId() == null).personId())
                .isEqualTo(Persona.DAVI.id());
        assertThat(management(path).path("reads").asInt()).isEqualTo(2);
    }

    @Test
    void report_lists_published_articles_that_were_not_read_since() {
        articles.publish("Nunca lido", Map.of());
        var read = articles.publish("Lido hoje", Map.of());
        articles.create("Rascunho sem leitura", Map.of()).expectStatus().isCreated();
        api.as(Persona.BRUNO).post().uri(read + "/reads").exchange().expectStatus().isNoContent();
        var path = ARTICLES + "/reports/unused?limit=100&since=";
        var today = LocalDate.now(ZoneOffset.UTC);

        assertThat(slugs(path + today)).as("published later than that").isEmpty();

        // Published long ago.
        var collection = mongo.getDatabase(service.database()).getCollection("articles");
        for (var slug : List.of("nunca-lido", "lido-hoje")) {
            var old = new Document(collection.find(Filters.eq(slug)).first());
            old.append("_id", slug + "-antigo").append("inbox", List.of()).append("outbox", List.of());
            old.get("state", Document.class).append("slug", slug + "-antigo").append("publishedAt", new Date(0));
            collection.deleteOne(Filters.eq(slug));
            collection.insertOne(old);
        }
        assertThat(slugs(path + today)).containsExactly("nunca-lido-antigo");
        api.as(Persona.BRUNO).get().uri(path + today).exchange().expectStatus().isForbidden();
    }

    private List<String> slugs(String path) {
        return articles.get(Persona.FABIO, path).path("items").findValuesAsString("slug");
    }

    @Test
    void later_rating_replaces_the_earlier_one_and_its_reason_is_for_staff() {
        var path = articles.publish("Para avaliar", Map.of());
        rate(Persona.BRUNO, path, Map.of("helpful", false, "reason", "Falta o passo 2"));
        rate(Persona.DAVI, path, Map.of("helpful", true));

        var rated = kafka.receive(ArticleRated.class, each -> each.slug().equals("para-avaliar") && !each.helpful());
        assertThat(rated.owner()).isEqualTo(Persona.FABIO.id());
        assertThat(rated.hasReason()).isTrue();
        assertThat(articles.get(Persona.FABIO, path + "/ratings?limit=100").path("items").valueStream().map(
                each -> each.path("person").asString() + " " + each.path("helpful") + " " + each.path("reason").asString("")))
                .containsExactly(Persona.DAVI.id() + " true ", Persona.BRUNO.id() + " false Falta o passo 2");
        api.as(Persona.BRUNO).get().uri(path + "/ratings").exchange().expectStatus().isForbidden();

        rate(Persona.BRUNO, path, Map.of("helpful", true));
        assertThat(management(path).path("helpful").asInt()).isEqualTo(2);
        assertThat(management(path).path("notHelpful").asInt()).isZero();
        var own = articles.get(Persona.BRUNO, path);
        assertThat(own.at("/myRating/helpful").asBoolean()).isTrue();
        assertThat(own.has("management")).isFalse();
    }

    private void rate(Persona person, String path, Map<String, ?> rating) {
        api.as(person).put().uri(path + "/ratings/mine").body(rating).exchange().expectStatus().isOk();
    }

    @Test
    void article_is_linked_to_the_tickets_for_which_it_was_used() {
        var path = articles.publish("Para reusar", Map.of());
        for (var ticket : List.of("T-2026-000777", "T-2026-1000778", "T-2026-000777"))
            api.as(Persona.FABIO).put().uri(path + "/tickets/" + ticket).exchange().expectStatus().isNoContent();

        assertThat(management(path).path("tickets").asInt()).isEqualTo(2);
        assertThat(articles.slugs(Persona.FABIO, "ticket=T-2026-000777")).containsExactly("para-reusar");
        assertThat(articles.slugs(Persona.FABIO, "ticket=T-2026-000999")).isEmpty();
        api.as(Persona.BRUNO).get().uri(ARTICLES + "?ticket=T-2026-000777").exchange().expectStatus().isForbidden();
        api.as(Persona.FABIO).put().uri(path + "/tickets/777").exchange().expectStatus().isEqualTo(422);

        for (int attempt = 0; attempt < 2; attempt++)
            api.as(Persona.FABIO).delete().uri(path + "/tickets/T-2026-000777").exchange().expectStatus().isNoContent();
        assertThat(articles.get(Persona.FABIO, path + "/tickets").path("items").findValuesAsString("ticket"))
                .containsExactly("T-2026-1000778");
    }

    private ResponseSpec draft(String ticket) {
        return api.as(Persona.FABIO).mutate().defaultHeader("Idempotency-Key", ticket).build().post().uri(ARTICLES + "/drafts")
                .body(Map.of("ticket", ticket)).exchange();
    }

    @Tag("R2.2")
    @Test
    void draft_from_a_solved_ticket_has_no_personal_data() {
        var created = json(draft(TicketServiceStub.SOLVED).expectStatus().isCreated());

        var article = created.path("article");
        assertThat(article.path("state").asString()).isEqualTo("DRAFT");
        assertThat(article.path("kind").asString()).isEqualTo("RESOLUTION");
        assertThat(article.path("title").asString()).isEqualTo("Alertas da [NAME] atrasados");
        assertThat(article.path("body").asString()).isEqualTo("""
                ## Problema

                \\# Olá
                O servidor [IP_ADDRESS] atrasa. Ligue [PHONE].

                ## Solução

                Escreva a [EMAIL].

                [NAME], use a **fila** nova.""");
        assertThat(created.path("removed")).hasToString("[{\"kind\":\"EMAIL\",\"count\":1},{\"kind\":\"IP_ADDRESS\",\"count\":1},"
                + "{\"kind\":\"PHONE\",\"count\":1},{\"kind\":\"NAME\",\"count\":2}]");
        assertThat(TicketServiceStub.STUB.violations()).isEmpty();

        assertThat(location(draft(TicketServiceStub.SOLVED))).as("a repetition")
                .isEqualTo(ARTICLES + "/" + article.path("slug").asString());
        assertThat(articles.slugs(Persona.FABIO, "ticket=" + TicketServiceStub.SOLVED))
                .containsExactly(article.path("slug").asString());
        assertThat(json(draft(TicketServiceStub.OPEN).expectStatus().isEqualTo(422)).at("/errors/0/code").asString())
                .isEqualTo("not-solved");
        assertThat(json(draft("T-2026-000404").expectStatus().isEqualTo(422)).at("/errors/0/code").asString())
                .isEqualTo("unknown-ticket");
    }

    @Test
    void copy_that_a_crash_has_left_is_no_second_version() {
        var path = articles.publish("Antes da queda", Map.of());
        articles.revise(path, ArticleFixture.content("Depois da queda", Map.of())).expectStatus().isOk();
        var id = articles.get(Persona.FABIO, path).path("id").asString();
        var collection = mongo.getDatabase(service.database()).getCollection("article_versions");
        var left = new Document(collection.find(Filters.eq(id + "/00000001")).first());
        collection.insertOne(left.append("_id", id + "/00000002").append("number", 2));

        assertThat(titles(path)).containsExactly("Depois da queda", "Antes da queda");

        articles.revise(path, ArticleFixture.content("Mais tarde", Map.of())).expectStatus().isOk();
        assertThat(titles(path)).containsExactly("Mais tarde", "Depois da queda", "Antes da queda");
    }

    private List<String> titles(String path) {
        return articles.get(Persona.FABIO, path + "/versions").path("items").findValuesAsString("title");
    }

    @Test
    void owner_is_reminded_of_a_review_that_is_due() {
        articles.publish("Revisar logo", Map.of());
        var collection = mongo.getDatabase(service.database()).getCollection("articles");
        var due = new Document(collection.find(Filters.eq("revisar-logo")).first());
        due.append("_id", "revisar-agora").append("inbox", List.of()).append("outbox", List.of()).append("dueAt",
                Date.from(Instant.now()));
        due.get("state", Document.class).append("slug", "revisar-agora").append("id", "x").append("reviewAt", "2026-01-31");
        collection.insertOne(due);

        var reminder = kafka.receive(ArticleReviewDue.class, each -> each.slug().equals("revisar-agora"));

        assertThat(reminder.owner()).isEqualTo(Persona.FABIO.id());
        assertThat(reminder.reviewAt()).isEqualTo(LocalDate.of(2026, 1, 31));
        assertThat(articles.slugs(Persona.FABIO, "reviewDue=true")).containsExactly("revisar-agora");
        assertThat(management(ARTICLES + "/revisar-agora").path("reviewDue").asBoolean()).isTrue();
        collection.deleteOne(Filters.eq("revisar-agora"));
    }
}
