package io.amparo.notification;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.DomainEvent;
import io.amparo.events.EventCodec;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRated;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleReviewDue;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpired;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpiring;
import io.amparo.events.knowledge.KnowledgeEvent.PostAdded;
import io.amparo.events.notice.NoticeEvent.ForumNoticeDue;
import io.amparo.events.notice.NoticeEvent.ForumPersonErased;
import io.amparo.platform.consume.ReceivedRecord;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Notices of articles and of the forum. */
@ServiceTest("amparo.mail.sweep=500ms")
class NoticeIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TopicHandler onKnowledgeEvents;
    @Autowired
    TopicHandler onNoticeEvents;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    @Test
    @Tag("R3.2")
    void mention_and_post_stand_in_the_inbox_of_the_account_in_the_readers_language() {
        publish("n-1", Persona.DAVI, "MENTION", "Coleta SNMP");
        publish("n-2", Persona.DAVI, "POST", "Coleta SNMP");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events(Persona.DAVI)).contains("FORUM_MENTION", "FORUM_POST"));
        var spanish = json(api.as(Persona.DAVI).get().uri("/api/v1/notifications").header("Accept-Language", "es").exchange());
        assertThat(spanish.path("items").findValuesAsString("subject")).contains("Lo mencionaron en el foro: Coleta SNMP");
        assertThat(spanish.at("/items/0/href").asString()).startsWith("/api/v1/forum/topics/topic-1/posts/");
        assertThat(spanish.at("/items/0/about/label").asString()).isEqualTo("Coleta SNMP");
        assertThat(events(Persona.ERIKA)).isEmpty();
    }

    @Test
    void notice_that_arrives_twice_or_in_two_events_stands_once_in_the_inbox() {
        publish("n-3", Persona.CARLA, "MENTION", "Duas vezes");
        publish("n-3", Persona.CARLA, "POST", "Duas vezes");
        publish("n-4", Persona.CARLA, "SOLVED", "Depois");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events(Persona.CARLA)).contains("FORUM_SOLVED"));
        assertThat(events(Persona.CARLA)).containsExactlyInAnyOrder("FORUM_MENTION", "FORUM_SOLVED");
    }

    @Test
    void erasure_deletes_earlier_notices_of_the_forum_only() {
        publish("n-5", Persona.HEITOR, "HIDDEN", "Apagar");
        publishRating("heitor", Persona.HEITOR, true);
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events(Persona.HEITOR)).contains("FORUM_HIDDEN", "ARTICLE_RATED"));

        kafka.publish(Persona.HEITOR.subject(), 1, new ForumPersonErased(Persona.HEITOR.subject(), Instant.now()));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events(Persona.HEITOR)).containsExactly("ARTICLE_RATED"));
    }

    @Test
    @Tag("R2.4")
    void owner_of_an_article_learns_of_its_review_also_by_mail_and_of_ratings_with_a_reason() {
        kafka.publish("review/1/0", "a-1", 1, new ArticleReviewDue("a-1", "snmp-coleta", "Coleta por SNMP",
                Persona.GISELE.subject(), LocalDate.of(2026, 11, 30)));
        publishRating("plain", Persona.GISELE, false);
        publishRating("reason", Persona.GISELE, true);

        var mail = MAIL.awaitMail(received -> received.subject().equals("Revisar artigo: Coleta por SNMP"));
        assertThat(mail.to()).isEqualTo("gisele@opservices.example");
        assertThat(mail.text()).contains("segunda-feira, 30 de novembro de 2026");
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(events(Persona.GISELE)).contains("ARTICLE_REVIEW", "ARTICLE_RATED"));
        assertThat(items(Persona.GISELE).stream().filter(item -> item.path("event").asString().equals("ARTICLE_RATED"))
                .map(item -> item.path("href").asString())).containsExactly("/api/v1/articles/slug-reason");
    }

    @Test
    @Tag("R4.2")
    void holder_of_a_certificate_learns_of_its_end_before_and_after() {
        kafka.publish("certificate/1/0", "c-1", 1, new CertificateExpiring("c-1", Persona.GISELE.subject(),
                "opmon-9-para-operadores", "OpMon 9 para operadores", "pt-BR", 30, LocalDate.of(2027, 5, 30)));
        kafka.publish("certificate/2/0", "c-1", 2, new CertificateExpired("c-1", Persona.GISELE.subject(),
                "opmon-9-para-operadores", "OpMon 9 para operadores", "pt-BR", LocalDate.of(2027, 5, 30)));

        var mail = MAIL
                .awaitMail(received -> received.subject().equals("Seu certificado vence em 30 dias: OpMon 9 para operadores"));
        assertThat(mail.to()).isEqualTo("gisele@opservices.example");
        MAIL.awaitMail(received -> received.subject().equals("Seu certificado venceu: OpMon 9 para operadores"));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events(Persona.GISELE)).contains("CERTIFICATE"));
        assertThat(items(Persona.GISELE).stream().filter(item -> item.path("event").asString().equals("CERTIFICATE"))
                .map(item -> item.path("href").asString())).containsOnly("/api/v1/courses/opmon-9-para-operadores");
    }

    /** The public events have author ids only. */
    @Test
    void public_event_of_a_post_notifies_nobody() {
        kafka.publish("topic-2", 1,
                new PostAdded("topic-2", "p-9", Persona.FABIO.subject(), true, List.of(Persona.FABIO.subject()), Instant.now()));
        publishRating("topic-2", Persona.FABIO, true); // the same partition

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events(Persona.FABIO)).containsExactly("ARTICLE_RATED"));
    }

    @Test
    void events_of_long_ago_notify_nobody_at_the_first_start() {
        handle(onKnowledgeEvents, Duration.ofDays(60),
                new ArticleReviewDue("a-old", "old", "Antigo", Persona.IARA.subject(), LocalDate.of(2026, 9, 1)));
        assertThat(events(Persona.IARA)).isEmpty();

        handle(onKnowledgeEvents, Duration.ofDays(6),
                new ArticleReviewDue("a-new", "new", "Novo", Persona.IARA.subject(), LocalDate.of(2026, 11, 30)));
        assertThat(events(Persona.IARA)).containsExactly("ARTICLE_REVIEW");
    }

    @Test
    void reason_that_this_build_does_not_know_is_no_failure() {
        handle(onNoticeEvents, Duration.ZERO,
                new ForumNoticeDue("n-new", Persona.ERIKA.subject(), "BADGE", "topic-1", "p-1", "Novo motivo", Instant.now()));

        assertThat(events(Persona.ERIKA)).isEmpty();
    }

    private static void handle(TopicHandler handler, Duration age, DomainEvent event) {
        var record = new EventCodec("knowledge-service", "").write(UUID.randomUUID() + "/1/0", "subject", 1,
                Instant.now().minus(age), null, null, null, event);
        handler.handle(List.of(new ReceivedRecord(record.headers(), record.value())));
    }

    private void publish(String noticeId, Persona person, String notice, String title) {
        kafka.publish(person.subject(), 1,
                new ForumNoticeDue(noticeId, person.subject(), notice, "topic-1", "p-" + noticeId, title, Instant.now()));
    }

    private void publishRating(String article, Persona owner, boolean hasReason) {
        kafka.publish(article, 1, new ArticleRated(article, "slug-" + article, owner.subject(), true, hasReason, Instant.now()));
    }

    private List<JsonNode> items(Persona person) {
        return json(api.as(person).get().uri("/api/v1/notifications?limit=100").exchange()).path("items").valueStream().toList();
    }

    private List<String> events(Persona person) {
        return items(person).stream().map(item -> item.path("event").asString()).toList();
    }
}
