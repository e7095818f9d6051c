package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.StatusChanged;
import io.amparo.events.ticket.TicketEvent.TicketLinked;
import io.amparo.events.ticket.TicketEvent.TicketUnlinked;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Two linked tickets show each other, also after a crash between the two writes. */
@TicketServiceTest
class LinksIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private static String number(String path) {
        return path.substring(TICKETS.length() + 1);
    }

    private String newTicket(Persona person) {
        return path(fixture.openTicket(person));
    }

    private ResponseSpec link(String path, String type, String other, String key) {
        return api.as(Persona.FABIO).post().uri(path + "/links").header("Idempotency-Key", key)
                .body(Map.of("type", type, "ticket", other)).exchange();
    }

    private ResponseSpec link(String path, String type, String other) {
        return link(path, type, number(other), UUID.randomUUID().toString());
    }

    private String code(ResponseSpec response, int status) {
        return json(response.expectStatus().isEqualTo(status)).get("code").asString();
    }

    private ResponseSpec unlink(String path, String other) {
        return api.as(Persona.FABIO).delete().uri(path + "/links/" + number(other))
                .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange())).exchange();
    }

    private JsonNode read(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    private List<String> links(Persona person, String path) {
        return read(person, path).path("links").valueStream()
                .map(link -> link.get("type").asString() + " " + link.get("number").asString()).toList();
    }

    @Test
    void both_tickets_show_a_link_until_it_is_removed_from_either() {
        var duplicate = newTicket(Persona.BRUNO);
        var original = newTicket(Persona.BRUNO);

        link(duplicate, "DUPLICATE_OF", number(original), "k1").expectStatus().isCreated();
        link(duplicate, "DUPLICATE_OF", number(original), "k1").expectStatus().isCreated();

        assertThat(links(Persona.BRUNO, duplicate)).containsExactly("DUPLICATE_OF " + number(original));
        assertThat(links(Persona.BRUNO, original)).containsExactly("DUPLICATED_BY " + number(duplicate));
        assertThat(kafka.receive(TicketLinked.class, event -> original.endsWith(event.number())).type())
                .isEqualTo("DUPLICATED_BY");
        assertThat(code(link(duplicate, "RELATED", number(original), "k1"), 422)).isEqualTo("key-reused");
        assertThat(read(Persona.BRUNO, duplicate).get("timeline").toString()).contains(number(original));
        assertThat(read(Persona.FABIO, original).get("actions").valueStream()
                .filter(action -> action.get("code").asString().equals("UNLINK"))).singleElement().satisfies(
                        action -> assertThat(action.get("href").asString()).isEqualTo(original + "/links/" + number(duplicate)));

        unlink(original, duplicate).expectStatus().isOk();

        assertThat(links(Persona.FABIO, duplicate)).isEmpty();
        assertThat(links(Persona.FABIO, original)).isEmpty();
        assertThat(kafka.receive(TicketUnlinked.class, event -> duplicate.endsWith(event.number())).linkedNumber())
                .isEqualTo(number(original));
        unlink(original, duplicate).expectStatus().isOk();
        for (var each : List.of(List.of(original, duplicate), List.of(duplicate, original))) relate(each.get(0), each.get(1));
    }

    /** Whichever leads. */
    private void relate(String original, String duplicate) {
        var key = UUID.randomUUID().toString();
        for (int i = 0; i < 2; i++) link(original, "RELATED", number(duplicate), key).expectStatus().isCreated();
        assertThat(code(link(original, "DUPLICATE_OF", number(duplicate), key), 422)).isEqualTo("key-reused");
        assertThat(links(Persona.BRUNO, duplicate)).containsExactly("RELATED " + number(original));
        unlink(original, duplicate).expectStatus().isOk();
        assertThat(links(Persona.BRUNO, duplicate)).isEmpty();
    }

    @Test
    void a_link_from_both_sides_at_once_is_one_link() throws Exception {
        var first = newTicket(Persona.BRUNO);
        var second = newTicket(Persona.BRUNO);
        var statuses = new ArrayList<Integer>();

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<>(List.of(executor.submit(() -> link(first, "RELATED", second)),
                    executor.submit(() -> link(second, "RELATED", first)),
                    executor.submit(() -> link(first, "RELATED", second))));
            for (var call : calls) statuses.add(call.get().returnResult(Void.class).getStatus().value());
        }

        assertThat(statuses).containsExactlyInAnyOrder(201, 409, 409);
        assertThat(links(Persona.BRUNO, first)).containsExactly("RELATED " + number(second));
        assertThat(links(Persona.BRUNO, second)).containsExactly("RELATED " + number(first));
    }

    /** The process dies after the leading ticket is stored; its event arrives at another instance. */
    @Test
    void the_event_of_a_link_repairs_the_other_ticket_after_a_crash() {
        var duplicate = newTicket(Persona.BRUNO);
        var original = newTicket(Persona.BRUNO);
        link(duplicate, "DUPLICATE_OF", number(original), "crash").expectStatus().isCreated();
        var event = kafka.receive(TicketLinked.class, each -> duplicate.endsWith(each.number()));
        kafka.receive(TicketLinked.class, each -> original.endsWith(each.number()));
        forgetLinks(original);

        kafka.publish(event.key(), 1, event);

        await().until(() -> links(Persona.BRUNO, original).equals(List.of("DUPLICATED_BY " + number(duplicate))));
        forgetLinks(original);
        link(duplicate, "DUPLICATE_OF", number(original), "crash").expectStatus().isCreated();
        assertThat(links(Persona.BRUNO, original)).containsExactly("DUPLICATED_BY " + number(duplicate));
    }

    private void forgetLinks(String path) {
        fixture.collection("tickets").updateOne(eq("_id", fixture.ticketId(path)),
                combine(set("state.handling.links", List.of()), set("inbox", List.of("crash")), inc("version", 1L)));
    }

    @Test
    void a_contact_does_not_learn_of_a_linked_ticket_of_another_company() {
        var own = newTicket(Persona.BRUNO);
        var foreign = newTicket(Persona.CARLA);

        link(own, "RELATED", foreign).expectStatus().isCreated();

        assertThat(links(Persona.FABIO, own)).containsExactly("RELATED " + number(foreign));
        assertThat(links(Persona.FABIO, foreign)).containsExactly("RELATED " + number(own));
        for (var uri : List.of(own, own + "/messages"))
            assertThat(text(api.as(Persona.BRUNO).get().uri(uri).exchange())).doesNotContain(number(foreign), "RELATED");
        assertThat(text(api.as(Persona.CARLA).get().uri(foreign).exchange())).doesNotContain(number(own), "RELATED");
        assertThat(kafka.receive(TicketLinked.class, event -> own.endsWith(event.number())).linkedCustomerId())
                .isEqualTo("borealis");
    }

    @Test
    void what_cannot_be_linked_is_refused_with_the_reason() {
        var path = newTicket(Persona.BRUNO);
        var other = newTicket(Persona.BRUNO);

        for (var ticket : List.of("T-2026-999999", "", "T-1", "' or 1=1", number(path)))
            assertThat(json(link(path, "RELATED", ticket, UUID.randomUUID().toString()).expectStatus().isEqualTo(422))
                    .at("/errors/0/field").asString()).isEqualTo("ticket");
        for (var type : List.of("SPLIT_FROM", "DUPLICATED_BY", "FOLLOWED_UP_BY"))
            assertThat(json(link(path, type, other).expectStatus().isEqualTo(422)).at("/errors/0/allowed/0").asString())
                    .isEqualTo("RELATED");
        link(path, "DUPLICATE_OF", other).expectStatus().isCreated();
        assertThat(code(link(other, "RELATED", path), 409)).isEqualTo("already-linked");
        assertThat(code(link(path, "DUPLICATE_OF", newTicket(Persona.BRUNO)), 409)).isEqualTo("already-linked");
        assertThat(json(link(newTicket(Persona.BRUNO), "DUPLICATE_OF", path).expectStatus().isEqualTo(422))
                .at("/errors/0/message").asString()).contains(number(other));
        api.as(Persona.FABIO).delete().uri(path + "/links/" + number(other)).header("If-Match", "\"1\"").exchange().expectStatus()
                .isEqualTo(412);
        api.as(Persona.FABIO).delete().uri(other + "/links/" + number(path)).header("If-Match", "\"1\"").exchange().expectStatus()
                .isEqualTo(412);
        assertThat(links(Persona.FABIO, path)).hasSize(1);
        var split = path(json(api.as(Persona.FABIO).post().uri(path + "/splits")
                .body(Map.of("subject", "Another problem", "messages", List.of())).exchange().expectStatus().isCreated()));
        assertThat(code(unlink(path, split), 409)).isEqualTo("split-stays");
        assertThat(code(link(split, "RELATED", path), 409)).isEqualTo("already-linked");
    }

    @Test
    void a_duplicate_is_resolved_and_closed_for_that_reason() {
        var duplicate = newTicket(Persona.BRUNO);
        link(duplicate, "DUPLICATE_OF", newTicket(Persona.BRUNO)).expectStatus().isCreated();

        for (var status : List.of("RESOLVED", "CLOSED"))
            api.as(Persona.FABIO).put().uri(duplicate + "/status")
                    .header("If-Match", etag(api.as(Persona.FABIO).get().uri(duplicate).exchange()))
                    .body(Map.of("status", status, "reason", "duplicate")).exchange().expectStatus().isOk();

        assertThat(kafka.receive(StatusChanged.class, event -> duplicate.endsWith(event.number()) && event.to().equals("CLOSED"))
                .reason()).isEqualTo("duplicate");
        assertThat(links(Persona.BRUNO, duplicate)).hasSize(1);
        unlink(duplicate, TICKETS + "/" + links(Persona.FABIO, duplicate).getFirst().substring("DUPLICATE_OF ".length()))
                .expectStatus().isOk();
    }
}
