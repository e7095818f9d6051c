package io.amparo.notification;

import static io.amparo.notification.TicketEventFixture.OPENED;
import static io.amparo.notification.TicketEventFixture.definition;
import static io.amparo.notification.TicketEventFixture.number;
import static io.amparo.notification.TicketEventFixture.opened;
import static io.amparo.notification.TicketEventFixture.person;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.inbox.Notification;
import io.amparo.notification.inbox.Notifications;
import io.amparo.notification.template.MailModel;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** The in-app inbox: the same notices as mails, with a read state, and live. */
@ServiceTest({"SMTP_URL=smtp://localhost:1", "amparo.inbox.tail=200ms"})
class InboxIT {
    private static final String INBOX = "/api/v1/notifications";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;
    @Autowired
    Notifications notifications;

    @BeforeAll
    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent() && customers.find("borealis").isPresent());
    }

    @Test
    void ticket_messages_refusals_and_announcements_stand_in_the_inbox_once() {
        var carla = person(Persona.CARLA, "en");
        for (int delivery = 0; delivery < 2; delivery++) {
            kafka.publish("inbox-1/1/0", "000001", 1, opened("000001", "borealis", carla, definition()));
            kafka.publish("inbox-1/2/0", "000001", 2, new PublicReplySent("000001", number("000001"), "borealis", "m-1",
                    TicketEventFixture.FABIO, carla, "Collector", "Please restart it.", OPENED));
        }
        kafka.publish("000002", 1,
                new TicketRefused("000002", number("000002"), "borealis", carla, "Printer", "contract-expired", OPENED));
        kafka.publish("eol-1", 1, new EolAnnounced("eol-1", "opmon-8", "OpMon 8", LocalDate.of(2030, 12, 31), "Successor",
                "opmon-9", null, null, "user-HEITOR", "user-IARA", OPENED));

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(events(Persona.CARLA)).containsExactlyInAnyOrder("TICKET_REPLY",
                "TICKET_REFUSED", "END_OF_LIFE"));
        var reply = items(Persona.CARLA, "").stream().filter(item -> item.path("type").asString().equals("reply")).findFirst()
                .orElseThrow();
        assertThat(reply.path("subject").asString()).isEqualTo("[T-2026-000001] Answer from support: Collector");
        assertThat(reply.path("text").asString()).contains("Please restart it.");
        assertThat(reply.path("href").asString()).isEqualTo("/api/v1/tickets/T-2026-000001");
        assertThat(reply.has("readAt")).isFalse();
        assertThat(events(Persona.BRUNO)).as("the contact of another company").doesNotContain("TICKET_REPLY", "TICKET_REFUSED");
    }

    @Test
    void notice_is_read_once_and_all_others_with_one_call() {
        var first = add(Persona.ERIKA, "read-1");
        add(Persona.ERIKA, "read-2");
        add(Persona.ERIKA, "read-3");
        assertThat(unread(Persona.ERIKA)).isEqualTo(3);

        put(Persona.ERIKA, "/" + first + "/read", 204);
        var readAt = json(api.as(Persona.ERIKA).get().uri(INBOX + "/" + first).exchange()).path("readAt");
        put(Persona.ERIKA, "/" + first + "/read", 204);

        assertThat(json(api.as(Persona.ERIKA).get().uri(INBOX + "/" + first).exchange()).path("readAt")).isEqualTo(readAt);
        assertThat(unread(Persona.ERIKA)).isEqualTo(2);
        assertThat(items(Persona.ERIKA, "?unread=true")).hasSize(2);
        put(Persona.ERIKA, "/read", 204);
        assertThat(unread(Persona.ERIKA)).isZero();
        assertThat(items(Persona.ERIKA, "")).hasSize(3);
    }

    @Test
    void notices_of_others_are_not_found_and_stay_unread() {
        var of = add(Persona.HEITOR, "others-1");

        put(Persona.BRUNO, "/" + of + "/read", 404);
        put(Persona.BRUNO, "/read", 204);
        api.as(Persona.BRUNO).get().uri(INBOX + "/" + of).exchange().expectStatus().isNotFound();

        assertThat(items(Persona.HEITOR, "?unread=true")).extracting(item -> item.path("id").asString()).contains(of);
    }

    @Test
    void list_is_paged_newest_first() {
        var ids = Stream.of("page-1", "page-2", "page-3").map(id -> add(Persona.IARA, id)).toList();

        var first = json(api.as(Persona.IARA).get().uri(INBOX + "?limit=2").exchange());
        var second = items(Persona.IARA, "?limit=2&cursor=" + first.path("next").asString());

        assertThat(Stream.concat(first.path("items").valueStream(), second.stream()).map(item -> item.path("id").asString()))
                .containsExactlyInAnyOrderElementsOf(ids);
        api.as(Persona.IARA).get().uri(INBOX + "?cursor=x").exchange().expectStatus().isEqualTo(422);
    }

    @Test
    void person_without_contract_receives_own_notices_live_and_no_others() {
        var start = text(api.as(Persona.DAVI).get().uri(INBOX + "/stream?for=PT0S").exchange());
        var position = start.substring(start.indexOf("id:") + 3).lines().findFirst().orElseThrow();
        var own = add(Persona.DAVI, "live-1");
        var other = add(Persona.GISELE, "live-2");
        var last = add(Persona.DAVI, "live-3", Instant.now().plusMillis(5));

        await().atMost(TIMEOUT).untilAsserted(() -> {
            var stream = text(
                    api.as(Persona.DAVI).get().uri(INBOX + "/stream?for=PT0.3S").header("Last-Event-ID", position).exchange());
            assertThat(stream).contains("id:" + own + "\nevent:NOTIFICATION_ADDED", INBOX + "/" + own, "id:" + last)
                    .doesNotContain(other, "A topic");
        });
    }

    /** Adds a notice of the forum, whose recipient is the account. */
    private String add(Persona recipient, String cause) {
        return add(recipient, cause, Instant.now());
    }

    private String add(Persona recipient, String cause, Instant at) {
        var id = Notification.idOf(cause, recipient.subject());
        notifications.add(new Notification(id, recipient.subject(), MailModel.of("forum-post").with("title", "A topic"),
                RelatedResource.post("t-1", "p-1", "A title"), null, null, at, null));
        return id;
    }

    private List<JsonNode> items(Persona person, String query) {
        return json(api.as(person).get().uri(INBOX + query).exchange().expectStatus().isOk()).path("items").valueStream()
                .toList();
    }

    private List<String> events(Persona person) {
        return items(person, "?limit=100").stream().map(item -> item.path("event").asString()).toList();
    }

    private int unread(Persona person) {
        return json(api.as(person).get().uri(INBOX + "/unread").exchange()).path("count").asInt();
    }

    private void put(Persona person, String path, int status) {
        api.as(person).put().uri(INBOX + path).exchange().expectStatus().isEqualTo(status);
    }
}
