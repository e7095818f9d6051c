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
import static java.util.Comparator.comparing;
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
import java.util.stream.Stream;
import org.bson.conversions.Bson;
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
        return unlink(path, other, etag(api.as(Persona.FABIO).get().uri(path).exchange()));
    }

    private ResponseSpec unlink(String path, String other, String version) {
        return api.as(Persona.FABIO).delete().uri(path + "/links/" + number(other)).header("If-Match", version).exchange();
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
        assertThat(code(link(original, "RELATED", number(newTicket(Persona.BRUNO)), key), 422)).isEqualTo("key-reused");
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

    /** The event is redelivered, or its consumer was behind. */
    @Test
    void a_late_event_does_not_remove_the_opposite_link() {
        var first = newTicket(Persona.BRUNO);
        var second = newTicket(Persona.BRUNO);
        link(first, "DUPLICATE_OF", second).expectStatus().isCreated();
        var late = kafka.receive(TicketLinked.class, each -> first.endsWith(each.number()));
        unlink(first, second).expectStatus().isOk();
        link(second, "DUPLICATE_OF", first).expectStatus().isCreated();

        kafka.publish(late.key(), 1, late);

        awaitEventsOf(late.key());
        assertThat(links(Persona.BRUNO, first)).containsExactly("DUPLICATED_BY " + number(second));
        assertThat(links(Persona.BRUNO, second)).containsExactly("DUPLICATE_OF " + number(first));
    }

    /** A record with the same key comes after them. Its effect is visible: it repairs another link. */
    private void awaitEventsOf(String key) {
        var duplicate = newTicket(Persona.BRUNO);
        var original = newTicket(Persona.BRUNO);
        link(duplicate, "DUPLICATE_OF", original).expectStatus().isCreated();
        var event = kafka.receive(TicketLinked.class, each -> duplicate.endsWith(each.number()));
        kafka.receive(TicketLinked.class, each -> original.endsWith(each.number()));
        forgetLinks(original);
        kafka.publish(key, 1, event);
        await().until(() -> links(Persona.BRUNO, original).equals(List.of("DUPLICATED_BY " + number(duplicate))));
    }

    /** Each of two requests has read the tickets before the other one was stored. */
    @Test
    void of_two_opposite_links_at_once_that_of_the_smaller_id_stays() {
        var paths = Stream.of(newTicket(Persona.BRUNO), newTicket(Persona.BRUNO)).sorted(comparing(fixture::ticketId)).toList();
        var first = paths.getFirst();
        var second = paths.getLast();
        link(first, "DUPLICATE_OF", second).expectStatus().isCreated();
        var ofFirst = kafka.receive(TicketLinked.class, each -> first.endsWith(each.number()));
        var inverse = kafka.receive(TicketLinked.class, each -> second.endsWith(each.number()));
        edit(second, set("state.handling.links.0.type", "DUPLICATE_OF"));
        var ofSecond = new TicketLinked(inverse.ticketId(), inverse.number(), inverse.customerId(), "DUPLICATE_OF",
                inverse.linkedTicketId(), inverse.linkedNumber(), inverse.linkedCustomerId(), inverse.by(), inverse.linkedAt());

        for (var event : List.of(ofSecond, ofFirst)) {
            kafka.publish(event.key(), 1, event);
            awaitEventsOf(event.key());
        }

        assertThat(links(Persona.BRUNO, first)).containsExactly("DUPLICATE_OF " + number(second));
        assertThat(links(Persona.BRUNO, second)).containsExactly("DUPLICATED_BY " + number(first));
    }

    @Test
    void a_version_removes_one_link_only() {
        var path = newTicket(Persona.BRUNO);
        var others = List.of(newTicket(Persona.BRUNO), newTicket(Persona.BRUNO));
        link(path, "DUPLICATE_OF", others.getFirst()).expectStatus().isCreated();
        link(path, "FOLLOW_UP_OF", others.getLast()).expectStatus().isCreated();
        var version = etag(api.as(Persona.FABIO).get().uri(path).exchange());

        unlink(path, others.getFirst(), version).expectStatus().isOk();
        unlink(path, others.getFirst(), version).expectStatus().isOk();
        unlink(path, others.getLast(), version).expectStatus().isEqualTo(412);

        assertThat(links(Persona.BRUNO, path)).containsExactly("FOLLOW_UP_OF " + number(others.getLast()));
    }

    private void forgetLinks(String path) {
        edit(path, set("state.handling.links", List.of()));
    }

    private void edit(String path, Bson edit) {
        fixture.collection("tickets").updateOne(eq("_id", fixture.ticketId(path)),
                combine(edit, set("inbox", List.of("crash")), inc("version", 1L)));
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
