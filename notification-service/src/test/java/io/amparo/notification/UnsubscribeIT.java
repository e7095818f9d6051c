package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.BRUNO;
import static io.amparo.notification.TicketEventFixture.definition;
import static io.amparo.notification.TicketEventFixture.opened;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleReviewDue;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.signature.SignedToken;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** The link of a mail that ends such mails. */
@ServiceTest
class UnsubscribeIT {
    private static final String PREFERENCES = "/api/v1/notification-preferences";
    /** What a browser accepts in answer to a form. */
    private static final String BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8";
    private static final String PATH = "/api/v1/unsubscribe/";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    SignedToken unsubscribeTokens;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    private void publishReview(String article) {
        kafka.publish("review/" + article, article, 1, new ArticleReviewDue(article, article, "Artigo " + article,
                Persona.GISELE.subject(), LocalDate.of(2026, 11, 30)));
    }

    /** Waits for the delivery about a resource and returns the token of its link. */
    private String token(String about) {
        var found = await().atMost(TIMEOUT).until(
                () -> json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?about=" + about).exchange()).at("/items/0/id"),
                id -> id.isString());
        return unsubscribeTokens.of(found.asString());
    }

    private ResponseSpec post(String token, String accept) {
        return api.anonymous().post().uri(PATH + token).header("Accept", accept)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED).body("List-Unsubscribe=One-Click").exchange();
    }

    private ResponseSpec page(String token, String language) {
        return api.anonymous().get().uri(PATH + token).header("Accept", "text/html").header("Accept-Language", language)
                .exchange();
    }

    private JsonNode preferences() {
        return json(api.as(Persona.GISELE).get().uri(PREFERENCES).exchange());
    }

    private static String mail(JsonNode preferences, String event) {
        return preferences.path("events").valueStream().filter(each -> each.path("event").asString().equals(event)).findFirst()
                .orElseThrow().path("mail").asString();
    }

    @Test
    @Tag("R9.2")
    void link_of_a_mail_ends_the_mails_of_its_kind_and_nothing_else() {
        publishReview("unsub-1");
        var token = token("unsub-1");
        var before = preferences();
        assertThat(mail(before, "ARTICLE_REVIEW")).isEqualTo("AT_ONCE");

        for (var language : List.of("pt-BR", "en", "es")) {
            var html = text(page(token, language).expectStatus().isOk().expectHeader().valueEquals("Content-Language", language));
            assertThat(html).contains("<form method=\"post\">").doesNotContain("<script", "Gisele", "gisele@", "unsub-1");
        }
        assertThat(preferences()).as("a link scanner changes nothing").isEqualTo(before);

        post(token, "*/*").expectStatus().is2xxSuccessful();
        var after = preferences();
        assertThat(mail(after, "ARTICLE_REVIEW")).isEqualTo("NONE");
        var version = etag(api.as(Persona.GISELE).get().uri(PREFERENCES).exchange());
        assertThat(text(post(token, BROWSER).expectStatus().isOk())).doesNotContain("<form");
        post(token, "application/json").expectStatus().isNoContent();
        assertThat(etag(api.as(Persona.GISELE).get().uri(PREFERENCES).exchange())).as("repeated").isEqualTo(version);
        assertThat(after.toString().replace("NONE", "AT_ONCE")).as("only this mail")
                .isEqualTo(before.toString().replace("NONE", "AT_ONCE"));

        publishReview("unsub-2");
        await().atMost(TIMEOUT).until(() -> json(api.as(Persona.GISELE).get().uri("/api/v1/notifications?limit=100").exchange())
                .toString().contains("unsub-2"));
        assertThat(json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?about=unsub-2").exchange()).path("items")).isEmpty();
    }

    @Test
    void token_of_a_mail_of_the_contract_or_of_no_mail_changes_nothing() {
        kafka.publish("acme", 1, TestCustomers.acme());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent());
        kafka.publish("000070", 1, opened("000070", BRUNO, definition()));
        var before = json(api.as(Persona.BRUNO).get().uri(PREFERENCES).exchange());

        for (var token : List.of(token("000070"), unsubscribeTokens.of("0".repeat(32)))) {
            page(token, "en").expectStatus().isOk();
            post(token, "application/json").expectStatus().isNoContent();
        }

        assertThat(json(api.as(Persona.BRUNO).get().uri(PREFERENCES).exchange())).isEqualTo(before);
    }

    @Test
    void token_that_was_changed_is_refused_with_a_page_in_the_language_of_the_reader() {
        var token = unsubscribeTokens.of("1".repeat(32)).replace('1', '2');

        assertThat(text(page(token, "es").expectStatus().isNotFound())).contains("Enlace no válido").doesNotContain("<form");
        assertThat(text(post(token, BROWSER).expectStatus().isNotFound())).doesNotContain("<form");
        post(token, "application/json").expectStatus().isNotFound();
        post("x".repeat(2_000), "application/json").expectStatus().isNotFound();
    }
}
