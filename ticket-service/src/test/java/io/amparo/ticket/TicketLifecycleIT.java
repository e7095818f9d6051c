package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
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
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Messages, status changes and visibility of open tickets. */
@TicketServiceTest
class TicketLifecycleIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    @Test
    @Tag("R1.4")
    void an_internal_note_is_never_visible_to_the_customer() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        api.as(Persona.FABIO).post().uri(path + "/messages").body(Map.of("body", "secret remark", "visibility", "INTERNAL"))
                .exchange();

        api.as(Persona.FABIO).post().uri(path + "/messages").body(Map.of("body", "Please restart it", "visibility", "PUBLIC"))
                .exchange().expectStatus().isCreated().expectBody().jsonPath("$.direction").isEqualTo("TO_CUSTOMER");

        assertThat(text(api.as(Persona.FABIO).get().uri(path).exchange())).contains("secret remark");
        assertThat(text(api.as(Persona.BRUNO).get().uri(path).exchange())).contains("Please restart it")
                .doesNotContain("secret remark");
        kafka.receive(PublicReplySent.class, event -> path.endsWith(event.number()));
        kafka.receive(InternalNoteAdded.class, event -> path.endsWith(event.number()));
        assertThat(kafka.received().toString()).doesNotContain("secret remark");
    }

    @Test
    @Tag("R1.4")
    void a_ticket_of_another_company_is_not_found() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        api.as(Persona.CARLA).get().uri(path).exchange().expectStatus().isNotFound();
        assertThat(text(api.as(Persona.CARLA).get().uri(TICKETS).exchange()))
                .doesNotContain(path.substring(path.lastIndexOf('/') + 1));
        api.as(Persona.ANA).get().uri(path).exchange().expectStatus().isOk();
    }

    @Test
    void customer_reply_ends_waiting_and_a_repeated_one_is_stored_once() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var seen = etag(api.as(Persona.FABIO).get().uri(path).exchange());
        api.as(Persona.FABIO).put().uri(path + "/status").header("If-Match", seen)
                .body(Map.of("status", "WAITING_CUSTOMER", "reason", "logs?")).exchange().expectStatus().isOk();

        var bruno = api.as(Persona.BRUNO).mutate().defaultHeader("Idempotency-Key", "answer-1").build();
        var first = json(
                bruno.post().uri(path + "/messages").body(Map.of("body", "Here they are", "visibility", "PUBLIC")).exchange());
        var second = json(
                bruno.post().uri(path + "/messages").body(Map.of("body", "Here they are", "visibility", "PUBLIC")).exchange());

        assertThat(second).isEqualTo(first);
        var ticket = json(api.as(Persona.BRUNO).get().uri(path).exchange());
        assertThat(ticket.get("status").asString()).isEqualTo("IN_PROGRESS");
        assertThat(ticket.get("timeline").valueStream().filter(entry -> entry.path("body").asString("").equals("Here they are")))
                .hasSize(1);
        kafka.receive(CustomerReplied.class, event -> path.endsWith(event.number()));
    }

    @Test
    void a_stale_write_gets_412_and_one_without_a_version_428() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var fabio = api.as(Persona.FABIO);
        var seen = etag(fabio.get().uri(path).exchange());
        fabio.put().uri(path + "/status").header("If-Match", seen).body(Map.of("status", "IN_PROGRESS")).exchange();

        fabio.put().uri(path + "/status").header("If-Match", seen).body(Map.of("status", "RESOLVED")).exchange().expectStatus()
                .isEqualTo(412);
        fabio.put().uri(path + "/status").body(Map.of("status", "RESOLVED")).exchange().expectStatus().isEqualTo(428);
        fabio.put().uri(path + "/status").header("If-Match", etag(fabio.get().uri(path).exchange()))
                .body(Map.of("status", "REFUSED")).exchange().expectStatus().isEqualTo(409);
        fabio.get().uri(path).header("If-None-Match", etag(fabio.get().uri(path).exchange())).exchange().expectStatus()
                .isNotModified();
    }

    @Test
    void a_refused_status_change_names_the_legal_statuses() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        assertThat(refusedStatus(Persona.FABIO, path, "CLOSED")).containsExactly("IN_PROGRESS", "WAITING_CUSTOMER",
                "WAITING_VENDOR", "RESOLVED");
        assertThat(refusedStatus(Persona.BRUNO, path, "RESOLVED")).as("of a customer, none").isEmpty();

        changeStatus(Persona.FABIO, path, "RESOLVED").expectStatus().isOk();

        assertThat(refusedStatus(Persona.BRUNO, path, "IN_PROGRESS")).containsExactly("OPEN", "CLOSED");
    }

    private List<String> refusedStatus(Persona person, String path, String status) {
        var problem = json(changeStatus(person, path, status).expectStatus().isEqualTo(409));
        assertThat(problem.path("code").asString()).isEqualTo("status-not-allowed");
        assertThat(problem.path("errors").findValuesAsString("field")).doesNotHaveDuplicates().isSubsetOf("status");
        return problem.at("/errors/0/allowed").valueStream().map(JsonNode::asString).toList();
    }

    private ResponseSpec changeStatus(Persona person, String path, String status) {
        return api.as(person).put().uri(path + "/status").header("If-Match", etag(api.as(person).get().uri(path).exchange()))
                .body(Map.of("status", status)).exchange();
    }

    @Test
    void paging_returns_every_ticket_once_newest_first() {
        for (int i = 0; i < 3; i++) fixture.openTicket(Persona.CARLA);
        var carla = api.as(Persona.CARLA);

        var first = json(carla.get().uri(TICKETS + "?limit=2").exchange());
        var second = json(carla.get().uri(TICKETS + "?limit=2&cursor=" + first.get("next").asString()).exchange());

        assertThat(first.get("items")).hasSize(2);
        var numbers = Stream.concat(first.get("items").valueStream(), second.get("items").valueStream())
                .map(item -> item.get("number").asString()).toList();
        assertThat(numbers).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(3).isSortedAccordingTo((a, b) -> b.compareTo(a));
        carla.get().uri(TICKETS + "?limit=101").exchange().expectStatus().isEqualTo(422);
    }

    @Test
    void an_unreadable_record_is_parked_and_the_next_is_processed() {
        kafka.publishRaw(Topic.CUSTOMERS, "acme", "no event".getBytes());
        kafka.publish("cobalt", 1, TestCustomers.withId(TestCustomers.borealis(), "cobalt"));

        await().until(() -> !kafka.deadLetters(Topic.CUSTOMERS, "ticket-service").isEmpty());
        await().until(() -> json(api.as(Persona.IARA).post().uri("/actuator/deadletters/" + kafka.topicName(Topic.CUSTOMERS))
                .body(Map.of()).exchange()).get("remaining").asInt() == 1);
    }

    @Test
    void a_parked_event_is_applied_on_replay() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var event = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        var due = Instant.parse("2027-01-01T00:00:00Z");
        kafka.publishDeadLetter(Topic.SLA, "ticket-service", event.ticketId(), new SlaBreached(event.ticketId(), event.number(),
                "acme", event.subject(), "P1", "standard", "RESOLUTION", 1, due, due));
        kafka.publish(event.ticketId(), 1,
                new SlaAssigned(event.ticketId(), event.number(), "acme", event.subject(), "INCIDENT", "P1", "standard", 1,
                        "business-hours", "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT8H", "PT0S", due)), due));
        await().until(() -> state(ticket).equals("RUNNING"));

        var replayed = json(
                api.as(Persona.IARA).post().uri("/actuator/deadletters/" + kafka.topicName(Topic.SLA)).body(Map.of()).exchange());

        assertThat(replayed.get("remaining").asInt()).isZero();
        assertThat(state(ticket)).isEqualTo("BREACHED");
    }

    private String state(JsonNode ticket) {
        return json(api.as(Persona.BRUNO).get().uri(path(ticket)).exchange()).at("/sla/objectives/0/state").asString("");
    }
}
