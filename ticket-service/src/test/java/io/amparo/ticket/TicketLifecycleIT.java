package io.amparo.ticket;

import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.Topic;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.PublicReplySent;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Messages, status changes and visibility of open tickets. */
@TicketServiceTest
class TicketLifecycleIT {
    @Autowired
    Api api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    @BeforeAll
    void publish_customers() {
        fixture.publishCustomers();
    }

    @Test
    @Tag("R1.4")
    void an_internal_note_is_never_visible_to_the_customer() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        api.as(Persona.FABIO).post(path + "/messages", Map.of("body", "secret remark", "visibility", "INTERNAL"));
        var reply = api.as(Persona.FABIO).post(path + "/messages", Map.of("body", "Please restart it", "visibility", "PUBLIC"));

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.body().get("direction").asString()).isEqualTo("TO_CUSTOMER");
        assertThat(api.as(Persona.FABIO).get(path).text()).contains("secret remark");
        assertThat(api.as(Persona.BRUNO).get(path).text()).contains("Please restart it").doesNotContain("secret remark");
        kafka.receive(PublicReplySent.class, event -> path.endsWith(event.number()));
        kafka.receive(InternalNoteAdded.class, event -> path.endsWith(event.number()));
        assertThat(kafka.received().toString()).doesNotContain("secret remark");
    }

    @Test
    @Tag("R1.4")
    void a_ticket_of_another_company_is_not_found() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        assertThat(api.as(Persona.CARLA).get(path).status()).isEqualTo(404);
        assertThat(api.as(Persona.CARLA).get(TICKETS).text()).doesNotContain(path.substring(path.lastIndexOf('/') + 1));
        assertThat(api.as(Persona.ANA).get(path).status()).isEqualTo(200);
    }

    @Test
    void customer_reply_ends_waiting_and_a_repeated_one_is_stored_once() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var seen = api.as(Persona.FABIO).get(path);
        var waiting = api.as(Persona.FABIO).with("If-Match", seen.etag()).put(path + "/status",
                Map.of("status", "WAITING_CUSTOMER", "reason", "logs?"));
        assertThat(waiting.status()).as(waiting.text()).isEqualTo(200);

        var bruno = api.as(Persona.BRUNO).with("Idempotency-Key", "answer-1");
        var first = bruno.post(path + "/messages", Map.of("body", "Here they are", "visibility", "PUBLIC"));
        var second = bruno.post(path + "/messages", Map.of("body", "Here they are", "visibility", "PUBLIC"));

        assertThat(second.body()).isEqualTo(first.body());
        var ticket = api.as(Persona.BRUNO).get(path).body();
        assertThat(ticket.get("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(ticket.get("timeline").valueStream().filter(entry -> entry.path("body").asString("").equals("Here they are")))
                .hasSize(1);
        kafka.receive(CustomerReplied.class, event -> path.endsWith(event.number()));
    }

    @Test
    void a_stale_write_gets_412_and_one_without_a_version_428() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var fabio = api.as(Persona.FABIO);
        var seen = fabio.get(path).etag();
        fabio.with("If-Match", seen).put(path + "/status", Map.of("status", "IN_PROGRESS"));

        assertThat(fabio.with("If-Match", seen).put(path + "/status", Map.of("status", "RESOLVED")).status()).isEqualTo(412);
        assertThat(fabio.put(path + "/status", Map.of("status", "RESOLVED")).status()).isEqualTo(428);
        assertThat(fabio.with("If-Match", fabio.get(path).etag()).put(path + "/status", Map.of("status", "REFUSED")).status())
                .isEqualTo(409);
        assertThat(fabio.with("If-None-Match", fabio.get(path).etag()).get(path).status()).isEqualTo(304);
    }

    @Test
    void paging_returns_every_ticket_once_newest_first() {
        for (int i = 0; i < 3; i++) fixture.openTicket(Persona.CARLA);
        var carla = api.as(Persona.CARLA);

        var first = carla.get(TICKETS + "?limit=2").body();
        var second = carla.get(TICKETS + "?limit=2&cursor=" + first.get("next").asString()).body();

        assertThat(first.get("items")).hasSize(2);
        var numbers = Stream.concat(first.get("items").valueStream(), second.get("items").valueStream())
                .map(item -> item.get("number").asString()).toList();
        assertThat(numbers).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(carla.get(TICKETS + "?limit=101").status()).isEqualTo(422);
    }

    @Test
    void an_unreadable_record_is_parked_and_the_next_is_processed() {
        kafka.publishRaw(Topic.CUSTOMERS, "acme", "no event".getBytes());
        kafka.publish("cobalt", 1, TestCustomers.withId(TestCustomers.borealis(), "cobalt"));

        await().until(() -> !kafka.deadLetters(Topic.CUSTOMERS, "ticket-service").isEmpty());
        await().until(() -> api.as(Persona.IARA).call("POST", "/actuator/deadletters/" + kafka.topic(Topic.CUSTOMERS), "{}")
                .body().get("remaining").asInt() == 1);
    }

    @Test
    void a_parked_event_is_applied_on_replay() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var event = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        var due = Instant.parse("2027-01-01T00:00:00Z");
        kafka.publish(event.ticketId(), 2, new SlaBreached(event.ticketId(), event.number(), "acme", event.subject(), "P1",
                "standard", "RESOLUTION", 1, due, due));
        await().until(() -> !kafka.deadLetters(Topic.SLA, "ticket-service").isEmpty());
        kafka.publish(event.ticketId(), 1,
                new SlaAssigned(event.ticketId(), event.number(), "acme", event.subject(), "INCIDENT", "P1", "standard", 1,
                        "business-hours", "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT8H", "PT0S", due)), due));
        await().until(() -> state(ticket).equals("RUNNING"));

        var replayed = api.as(Persona.IARA).call("POST", "/actuator/deadletters/" + kafka.topic(Topic.SLA), "{}").body();

        assertThat(replayed.get("remaining").asInt()).isZero();
        assertThat(state(ticket)).isEqualTo("BREACHED");
    }

    private String state(Api.Response ticket) {
        return api.as(Persona.BRUNO).get(path(ticket)).body().at("/sla/objectives/0/state").asString("");
    }
}
