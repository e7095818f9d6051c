package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.TicketLinked;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** A closed ticket cannot be reopened; its customer opens a follow-up. */
@TicketServiceTest
class FollowUpIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private String closedTicket() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        for (var status : List.of("RESOLVED", "CLOSED"))
            api.as(Persona.FABIO).put().uri(path + "/status")
                    .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange())).body(Map.of("status", status))
                    .exchange().expectStatus().isOk();
        return path;
    }

    private static String number(String path) {
        return path.substring(TICKETS.length() + 1);
    }

    private ResponseSpec followUp(Persona person, String number, String key, Map<String, ?> more) {
        var request = incident();
        request.put("followUpOf", number);
        request.putAll(more);
        return api.as(person).post().uri(TICKETS).header("Idempotency-Key", key).body(request).exchange();
    }

    private JsonNode read(String path) {
        return json(api.as(Persona.BRUNO).get().uri(path).exchange().expectStatus().isOk());
    }

    private List<String> links(String path) {
        return read(path).path("links").valueStream()
                .map(link -> link.get("type").asString() + " " + link.get("number").asString()).toList();
    }

    @Test
    void a_contact_follows_up_a_closed_ticket_and_both_show_it() {
        var closed = closedTicket();
        var before = read(closed);
        var action = before.get("actions").valueStream().filter(each -> each.get("code").asString().equals("FOLLOW_UP"));
        assertThat(action).singleElement().satisfies(each -> assertThat(each.get("href").asString()).isEqualTo(TICKETS));

        var opened = json(followUp(Persona.BRUNO, number(closed), "f1", Map.of()).expectStatus().isCreated());

        assertThat(links(path(opened))).containsExactly("FOLLOW_UP_OF " + number(closed));
        assertThat(links(closed)).containsExactly("FOLLOWED_UP_BY " + number(path(opened)));
        assertThat(opened.at("/sla/objectives").size()).isPositive();
        assertThat(read(closed).get("updatedAt")).as("instant of the end").isEqualTo(before.get("updatedAt"));
        assertThat(kafka.receive(TicketLinked.class, event -> closed.endsWith(event.number())).type())
                .isEqualTo("FOLLOWED_UP_BY");
        assertThat(read(closed).get("timeline").valueStream().toList().getLast().get("direction").asString())
                .isEqualTo("TO_VENDOR");
    }

    /** A colleague writes to the vendor, though another contact has opened the followed ticket. */
    @Test
    @Tag("R1.4")
    void the_timeline_of_the_followed_ticket_has_the_side_of_who_follows_up() {
        for (var person : List.of(Persona.ANA, Persona.FABIO)) {
            var closed = closedTicket();
            var contact = person == Persona.FABIO ? Map.of("contact", Persona.BRUNO.email()) : Map.<String, String>of();

            followUp(person, number(closed), "side", contact).expectStatus().isCreated();

            assertThat(read(closed).get("timeline").valueStream().toList().getLast().get("direction").asString())
                    .isEqualTo(person == Persona.FABIO ? "TO_CUSTOMER" : "TO_VENDOR");
        }
    }

    @Test
    void a_retry_finds_the_follow_up_and_completes_its_link_after_a_crash() {
        var closed = closedTicket();
        var key = UUID.randomUUID().toString();
        var opened = json(followUp(Persona.BRUNO, number(closed), key, Map.of()).expectStatus().isCreated());
        fixture.collection("tickets").updateOne(eq("_id", fixture.ticketId(closed)),
                combine(set("state.handling.links", List.of()), set("inbox", List.of("crash")), inc("version", 1L)));

        var repeated = json(followUp(Persona.BRUNO, number(closed), key, Map.of()).expectStatus().isCreated());

        assertThat(repeated.get("number")).isEqualTo(opened.get("number"));
        assertThat(links(closed)).containsExactly("FOLLOWED_UP_BY " + number(path(opened)));
        assertThat(json(followUp(Persona.BRUNO, number(closedTicket()), key, Map.of()).expectStatus().isEqualTo(422)).get("code")
                .asString()).isEqualTo("key-reused");
    }

    @Test
    void an_agent_follows_up_for_a_contact_of_the_same_customer_only() {
        var closed = closedTicket();

        var opened = json(followUp(Persona.FABIO, number(closed), "a1", Map.of("contact", Persona.BRUNO.email())).expectStatus()
                .isCreated());

        assertThat(opened.at("/customer/id").asString()).isEqualTo("acme");
        assertThat(links(closed)).containsExactly("FOLLOWED_UP_BY " + number(path(opened)));
        var refused = json(
                followUp(Persona.FABIO, number(closed), "a2", Map.of("contact", Persona.CARLA.email(), "customer", "borealis"))
                        .expectStatus().isEqualTo(422));
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("customer");
    }

    @Test
    void what_cannot_be_followed_up_is_refused_together_with_other_errors() {
        var open = path(fixture.openTicket(Persona.BRUNO));
        var closed = closedTicket();

        var foreign = text(followUp(Persona.CARLA, number(closed), "r1", Map.of()).expectStatus().isEqualTo(422));
        var unknown = text(followUp(Persona.CARLA, "T-2026-999999", "r2", Map.of()).expectStatus().isEqualTo(422));
        assertThat(withoutTrace(foreign)).as("as if there was no such ticket").isEqualTo(withoutTrace(unknown));
        var errors = json(
                followUp(Persona.BRUNO, number(open), "r3", Map.of("product", "", "version", "")).expectStatus().isEqualTo(422))
                .get("errors").valueStream().map(error -> error.get("field").asString()).toList();
        assertThat(errors).containsExactly("product", "version", "followUpOf");
        for (var hostile : List.of("", "T-1", "{\"$ne\":1}", "../T-2026-000001"))
            followUp(Persona.BRUNO, hostile, UUID.randomUUID().toString(), Map.of()).expectStatus().isEqualTo(422);
        assertThat(read(open).get("actions").toString()).doesNotContain("FOLLOW_UP");
    }

    private static String withoutTrace(String problem) {
        return problem.replaceAll("\"traceId\":\"[^\"]*\"", "");
    }
}
