package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.DUE;
import static io.amparo.notification.TicketEventFixture.OPENED;
import static io.amparo.notification.TicketEventFixture.number;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static java.time.temporal.ChronoUnit.HOURS;
import static java.time.temporal.ChronoUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.notice.NoticeEvent.ForumNoticeDue;
import io.amparo.events.notice.NoticeEvent.ForumPersonErased;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.digest.Digests;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** What people choose, and what follows from it. */
@ServiceTest({"amparo.mail.sweep=500ms", "amparo.digest.tick=300ms", "amparo.alerts.window=0s"})
class PreferenceIT {
    private static final String PATH = "/api/v1/notification-preferences";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final MailServer MAIL = MailServer.start();

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    Digests digests;

    @DynamicPropertySource
    static void mailServer(DynamicPropertyRegistry properties) {
        MAIL.configure(properties);
    }

    @BeforeAll
    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent() && customers.find("borealis").isPresent());
    }

    @Test
    void defaults_are_the_rules_and_a_save_needs_the_version_that_was_read() {
        var read = api.as(Persona.ERIKA).get().uri(PATH).exchange();
        assertThat(etag(read)).isEqualTo("\"0\"");
        var defaults = json(api.as(Persona.ERIKA).get().uri(PATH).exchange());
        assertThat(choice(defaults, "TICKET_REPLY").toString()).contains("\"inboxLocked\":true", "\"mailChoices\":[\"AT_ONCE\"]");
        assertThat(choice(defaults, "FORUM_POST").path("mail").asString()).isEqualTo("NONE");
        assertThat(defaults.path("digestAt").asString()).isEqualTo("08:00:00");

        var saved = Map.of("events", List.of(event("FORUM_POST", false, "NONE")), "digestAt", "09:30", "zone", "America/Manaus",
                "language", "es");
        save(Persona.ERIKA, "\"0\"", saved).expectStatus().isOk();
        save(Persona.ERIKA, "\"0\"", saved).expectStatus().isOk(); // a repetition
        save(Persona.ERIKA, "\"0\"", Map.of("events", List.of())).expectStatus().isEqualTo(412);
        save(Persona.HEITOR, "\"7\"", Map.of("events", List.of())).expectStatus().isEqualTo(412);
        api.as(Persona.ERIKA).put().uri(PATH).body(saved).exchange().expectStatus().isEqualTo(428);

        var found = json(api.as(Persona.ERIKA).get().uri(PATH).exchange());
        assertThat(choice(found, "FORUM_POST").path("inbox").asBoolean()).isFalse();
        assertThat(found.path("zone").asString()).isEqualTo("America/Manaus");
        assertThat(json(api.as(Persona.DIEGO).get().uri(PATH).exchange())).as("of another person").isEqualTo(defaults);
    }

    @Test
    void every_invalid_choice_is_named_in_one_answer() {
        var body = new HashMap<String, Object>(
                Map.of("events", List.of(event("TICKET_REPLY", false, "NONE"), event("FORUM_MENTION", true, "AT_ONCE")), "zone",
                        "Mars/Olympus", "quietHours", Map.of("from", "20:00", "to", "20:00")));

        var problem = json(save(Persona.ANA, "\"0\"", body).expectStatus().isEqualTo(422));

        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("events[0].inbox", "events[0].mail",
                "events[1].mail", "quietHours.to", "zone");
        save(Persona.ANA, "\"0\"", Map.of("events", List.of(event("INVITATION", false, "AT_ONCE")))).expectStatus()
                .isEqualTo(422);
    }

    @Test
    void notice_that_is_switched_off_is_neither_in_the_inbox_nor_mailed() {
        save(Persona.DAVI, "\"0\"", Map.of("events", List.of(event("FORUM_POST", false, "NONE")))).expectStatus().isOk();

        notice("off-1", Persona.DAVI, "POST", "Desligado");
        notice("off-2", Persona.DAVI, "MENTION", "Ligado");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(subjects(Persona.DAVI)).hasSize(1));
        assertThat(subjects(Persona.DAVI).getFirst()).contains("Ligado");
    }

    @Test
    void inbox_is_rendered_in_the_language_that_was_chosen_after_the_notice() {
        notice("lang-1", Persona.FABIO, "SOLVED", "Idioma");
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(subjects(Persona.FABIO)).contains("Tópico resolvido: Idioma"));

        save(Persona.FABIO, "\"0\"", Map.of("events", List.of(), "language", "en")).expectStatus().isOk();

        assertThat(subjects(Persona.FABIO)).contains("Topic solved: Idioma");
    }

    @Test
    void quiet_hours_delay_a_breach_and_a_p1_pierces_them() {
        var now = LocalTime.now(ZoneOffset.UTC).truncatedTo(MINUTES);
        save(Persona.GISELE, etag(api.as(Persona.GISELE).get().uri(PATH).exchange()),
                Map.of("events", List.of(), "zone", "UTC", "quietHours",
                        Map.of("from", now.minus(1, HOURS).toString(), "to", now.plus(2, HOURS).toString())))
                .expectStatus().isOk();

        kafka.publish("000051", 1, breach("000051", "P2"));
        kafka.publish("000051", 2, withdrawal("000051"));
        kafka.publish("000052", 1, breach("000052", "P1"));

        MAIL.awaitMail(received -> received.ticket().equals(number("000052")));
        await().atMost(TIMEOUT).until(() -> deliveries("000051").size() == 2);
        assertThat(attemptAt("000051", "sla-breach")).isBetween(Instant.now().plus(110, MINUTES),
                Instant.now().plus(121, MINUTES));
        assertThat(attemptAt("000051", "sla-withdrawn")).as("after the breach that it withdraws")
                .isAfter(attemptAt("000051", "sla-breach"));
        assertThat(MAIL.receivedMails(received -> received.ticket().equals(number("000051")))).isEmpty();
        assertThat(subjects(Persona.GISELE)).as("the inbox is not quiet").hasSize(3);
    }

    @Test
    void digest_is_one_mail_a_day_to_the_contact_and_its_text_is_not_kept() {
        var soon = LocalTime.now(ZoneOffset.UTC).plusSeconds(8);
        save(Persona.CARLA, "\"0\"",
                Map.of("events", List.of(event("FORUM_POST", true, "DIGEST"), event("FORUM_MENTION", true, "DIGEST")), "zone",
                        "UTC", "digestAt", soon.toString()))
                .expectStatus().isOk();

        for (int delivery = 0; delivery < 2; delivery++) notice("digest-1", Persona.CARLA, "POST", "First topic");
        notice("digest-2", Persona.CARLA, "MENTION", "Second topic");
        notice("digest-3", Persona.CARLA, "HIDDEN", "Not chosen");

        var mail = MAIL.awaitMail(received -> received.to().equals(Persona.CARLA.email()));
        assertThat(mail.subject()).isEqualTo("Daily summary: new notifications");
        assertThat(mail.text()).containsOnlyOnce("New post in the forum: First topic")
                .contains("You were mentioned in the forum: Second topic").doesNotContain("Not chosen");
        var listed = json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?recipient=" + Persona.CARLA.id()).exchange());
        assertThat(listed.path("items")).hasSize(1);
        assertThat(listed.toString()).contains("\"template\":\"digest\"").contains("\"campaign\":\"digest\"")
                .as("leads to no post and no account")
                .doesNotContain("topic-1", "First topic", "digest-1", "digest-2", Persona.CARLA.subject());
    }

    @Test
    void summary_that_is_switched_off_is_not_mailed_with_what_waits() {
        var chosen = Map.of("events", List.of(event("FORUM_POST", false, "DIGEST")), "zone", "UTC", "digestAt",
                LocalTime.now(ZoneOffset.UTC).plusSeconds(8).toString());
        save(Persona.GISELE, etag(api.as(Persona.GISELE).get().uri(PATH).exchange()), chosen).expectStatus().isOk();
        notice("none-1", Persona.GISELE, "POST", "Não quero mais");
        await().atMost(TIMEOUT).until(() -> isDueIn(Persona.GISELE, Duration.ofDays(2)));

        save(Persona.GISELE, etag(api.as(Persona.GISELE).get().uri(PATH).exchange()),
                Map.of("events", List.of(event("FORUM_POST", false, "NONE")), "zone", "UTC", "digestAt", chosen.get("digestAt")))
                .expectStatus().isOk();

        await().atMost(TIMEOUT).until(() -> !isDueIn(Persona.GISELE, Duration.ofDays(2)));
        assertThat(json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?recipient=user-GISELE").exchange()).toString())
                .doesNotContain("\"template\":\"digest\"");
    }

    @Test
    void summary_waits_until_the_time_that_was_chosen_since() {
        var now = LocalTime.now(ZoneOffset.UTC);
        save(Persona.ANA, "\"0\"", digestAt(now.plusSeconds(8))).expectStatus().isOk();
        notice("later-1", Persona.ANA, "POST", "Mais tarde");
        await().atMost(TIMEOUT).until(() -> isDueIn(Persona.ANA, Duration.ofMinutes(1)));

        save(Persona.ANA, "\"1\"", digestAt(now.plusHours(2))).expectStatus().isOk();

        await().atMost(TIMEOUT).until(() -> !isDueIn(Persona.ANA, Duration.ofMinutes(30)));
        assertThat(isDueIn(Persona.ANA, Duration.ofHours(3))).isTrue();
        assertThat(MAIL.receivedMails(received -> received.to().equals(Persona.ANA.email()))).isEmpty();
    }

    @Test
    void person_without_a_known_address_can_choose_no_mail_only() {
        var read = json(api.as(Persona.HEITOR).get().uri(PATH).exchange());

        assertThat(choice(read, "ARTICLE_REVIEW").toString()).contains("\"mail\":\"NONE\"", "\"mailChoices\":[\"NONE\"]");
        assertThat(choice(json(api.as(Persona.GISELE).get().uri(PATH).exchange()), "ARTICLE_REVIEW").path("mailChoices"))
                .as("of configured staff").hasSize(3);
        var problem = json(save(Persona.HEITOR, "\"0\"", Map.of("events", List.of(event("FORUM_POST", true, "DIGEST"))))
                .expectStatus().isEqualTo(422));
        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("events[0].mail");
    }

    private static Map<String, Object> digestAt(LocalTime time) {
        return Map.of("events", List.of(event("FORUM_POST", false, "DIGEST")), "zone", "UTC", "digestAt", time.toString());
    }

    private boolean isDueIn(Persona person, Duration time) {
        return digests.due(Instant.now().plus(time), 1_000).contains(person.subject());
    }

    private static SlaRescheduled withdrawal(String id) {
        return new SlaRescheduled(id, number(id), "acme", "Coletor", "RESOLUTION", 1, OPENED, DUE, "PLAN", "premium-24x7/1",
                "iara", null, OPENED, null, "RUNNING", "PT4H", "PT1H", "premium-24x7", 1, "24x7", "UTC", List.of(100),
                List.of("manager"), null, null, null);
    }

    @Test
    void erasure_removes_what_waits_for_the_digest() {
        save(Persona.BRUNO, "\"0\"", Map.of("events", List.of(event("FORUM_POST", true, "DIGEST")), "zone", "UTC", "digestAt",
                LocalTime.now(ZoneOffset.UTC).plusSeconds(8).toString())).expectStatus().isOk();
        notice("erase-1", Persona.BRUNO, "POST", "Apagado");
        kafka.publish(Persona.BRUNO.subject(), 2, new ForumPersonErased(Persona.BRUNO.subject(), Instant.now()));
        notice("erase-2", Persona.BRUNO, "POST", "Depois");

        assertThat(MAIL.awaitMail(received -> received.to().equals(Persona.BRUNO.email())).text()).contains("Depois")
                .doesNotContain("Apagado");
    }

    private static SlaBreached breach(String id, String priority) {
        return new SlaBreached(id, number(id), "acme", "Coletor", priority, "premium-24x7", "RESOLUTION", 1, DUE, DUE,
                List.of("manager"), null, null, null);
    }

    private static Map<String, Object> event(String event, boolean inbox, String mail) {
        return Map.of("event", event, "inbox", inbox, "mail", mail);
    }

    private ResponseSpec save(Persona person, String version, Map<String, ?> body) {
        return api.as(person).put().uri(PATH).header("If-Match", version).body(body).exchange();
    }

    private static JsonNode choice(JsonNode preferences, String event) {
        return preferences.path("events").valueStream().filter(each -> each.path("event").asString().equals(event)).findFirst()
                .orElseThrow();
    }

    private void notice(String noticeId, Persona person, String notice, String title) {
        kafka.publish(person.subject(), 1,
                new ForumNoticeDue(noticeId, person.subject(), notice, "topic-1", "p-1", title, Instant.now()));
    }

    private List<String> subjects(Persona person) {
        return json(api.as(person).get().uri("/api/v1/notifications?limit=100").header("Accept-Language", "pt-BR").exchange())
                .path("items").findValuesAsString("subject");
    }

    private List<JsonNode> deliveries(String about) {
        return json(api.as(Persona.FABIO).get().uri("/api/v1/deliveries?about=" + about).exchange()).path("items").valueStream()
                .toList();
    }

    private Instant attemptAt(String about, String template) {
        return Instant.parse(deliveries(about).stream().filter(each -> each.path("template").asString().equals(template))
                .findFirst().orElseThrow().path("nextAttemptAt").asString());
    }
}
