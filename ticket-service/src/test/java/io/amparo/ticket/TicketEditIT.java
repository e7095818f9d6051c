package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.InteractionRecorded;
import io.amparo.events.ticket.TicketEvent.KindChanged;
import io.amparo.events.ticket.TicketEvent.OwnerChanged;
import io.amparo.events.ticket.TicketEvent.PriorityChanged;
import io.amparo.events.ticket.TicketEvent.TicketEscalated;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@TicketServiceTest
class TicketEditIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private ResponseSpec put(Persona person, String path, String field, Map<String, ?> body) {
        return api.as(person).put().uri(path + "/" + field).header("If-Match", etag(api.as(person).get().uri(path).exchange()))
                .body(body).exchange();
    }

    private JsonNode read(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    private static JsonNode lastEntry(JsonNode ticket) {
        return ticket.get("timeline").get(ticket.get("timeline").size() - 1);
    }

    private <E extends TicketEvent> E event(Class<E> type, JsonNode ticket) {
        return kafka.receive(type, event -> event.number().equals(ticket.get("number").asString()));
    }

    @Test
    @Tag("R9.O3")
    void a_ticket_has_exactly_one_owner_from_the_first_one_on() {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);
        read(Persona.GISELE, path);
        var fabio = read(Persona.FABIO, path).get("actions").valueStream()
                .filter(action -> action.get("code").asString().equals("TAKE")).findFirst().orElseThrow().at("/to/0").asString();

        assertThat(opened.has("owner")).isFalse();
        assertThat(
                json(put(Persona.FABIO, path, "owner", Map.of("owner", fabio)).expectStatus().isOk()).at("/owner/id").asString())
                .isEqualTo(fabio);
        assertThat(event(OwnerChanged.class, opened)).satisfies(changed -> {
            assertThat(changed.from()).isNull();
            assertThat(changed.to().id()).isEqualTo(fabio);
        });
        var gisele = json(api.as(Persona.FABIO).get().uri("/api/v1/agents").exchange()).get("items").valueStream()
                .filter(agent -> !agent.get("id").asString().equals(fabio)).findFirst().orElseThrow().get("id").asString();
        var handed = json(put(Persona.FABIO, path, "owner", Map.of("owner", gisele, "reason", "On leave")).expectStatus().isOk());

        assertThat(handed.at("/owner/id").asString()).isEqualTo(gisele);
        assertThat(lastEntry(handed).get("reason").asString()).isEqualTo("On leave");
        assertThat(lastEntry(read(Persona.BRUNO, path)).has("reason")).as("reason for colleagues").isFalse();
        assertThat(json(put(Persona.FABIO, path, "owner", Map.of("owner", "nobody")).expectStatus().isEqualTo(422))
                .at("/errors/0/field").asString()).isEqualTo("owner");
        var listed = json(api.as(Persona.BRUNO).get().uri(TicketFixture.TICKETS + "?limit=1").exchange()).at("/items/0/owner/id");
        assertThat(listed.asString()).isEqualTo(gisele);
    }

    @Test
    void a_changed_priority_is_an_event_and_the_same_one_changes_nothing() {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);

        var changed = json(
                put(Persona.FABIO, path, "priority", Map.of("priority", "P3", "reason", "Workaround")).expectStatus().isOk());

        assertThat(changed.get("priority").asString()).isEqualTo("P3");
        assertThat(lastEntry(changed).get("type").asString()).isEqualTo("PRIORITY");
        assertThat(event(PriorityChanged.class, opened).to()).isEqualTo("P3");
        var repeated = put(Persona.FABIO, path, "priority", Map.of("priority", "P3", "reason", "Once more"));
        assertThat(json(repeated.expectStatus().isOk()).get("timeline")).isEqualTo(changed.get("timeline"));
        put(Persona.FABIO, path, "priority", Map.of("priority", "P1")).expectStatus().isEqualTo(422);
    }

    @Test
    @Tag("R5.2")
    void a_ticket_is_retyped_with_a_reason_that_the_customer_reads() {
        var question = new HashMap<>(TicketFixture.incident());
        question.put("kind", "QUESTION");
        question.remove("effect");
        var opened = json(
                api.as(Persona.BRUNO).post().uri(TicketFixture.TICKETS).body(question).exchange().expectStatus().isCreated());
        var path = path(opened);

        assertThat(json(put(Persona.FABIO, path, "kind", Map.of("kind", "INCIDENT", "reason", "Data is missing")).expectStatus()
                .isEqualTo(422)).at("/errors/0/field").asString()).isEqualTo("effect");
        put(Persona.FABIO, path, "kind", Map.of("kind", "INCIDENT", "effect", "DEGRADATION", "reason", "Data is missing"))
                .expectStatus().isOk();

        var shown = read(Persona.BRUNO, path);
        assertThat(shown.get("kind").asString()).isEqualTo("INCIDENT");
        assertThat(shown.get("effect").asString()).isEqualTo("DEGRADATION");
        assertThat(lastEntry(shown).get("reason").asString()).isEqualTo("Data is missing");
        assertThat(event(KindChanged.class, opened).from()).isEqualTo("QUESTION");
    }

    @Test
    @Tag("R1.5")
    void a_remote_session_needs_consent_and_its_notes_stay_with_the_vendor() {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);
        var session = new HashMap<String, Object>(Map.of("channel", "REMOTE", "access", "VPN_CLIENT", "purpose", "Read the logs",
                "startedAt", "2026-01-05T10:00:00-03:00", "endedAt", "2026-01-05T10:40:00-03:00", "notes", "Weak password"));

        assertThat(json(post(Persona.FABIO, path, session, "k1").expectStatus().isEqualTo(422)).at("/errors/0/field").asString())
                .isEqualTo("consentBy");
        session.put("consentBy", "Bruno Lima");
        for (int i = 0; i < 3; i++) post(Persona.FABIO, path, session, "k1").expectStatus().isCreated();

        var seen = read(Persona.BRUNO, path).get("timeline").valueStream().filter(entry -> entry.has("interaction")).toList();
        assertThat(seen).singleElement().satisfies(entry -> {
            assertThat(entry.at("/interaction/consentBy").asString()).isEqualTo("Bruno Lima");
            assertThat(entry.at("/interaction/startedAt").asString()).isEqualTo("2026-01-05T13:00:00Z");
            assertThat(entry.at("/interaction").has("notes")).isFalse();
        });
        assertThat(lastEntry(read(Persona.GISELE, path)).at("/interaction/notes").asString()).isEqualTo("Weak password");
        assertThat(event(InteractionRecorded.class, opened).toString()).doesNotContain("Weak password");
    }

    private ResponseSpec post(Persona person, String path, Map<String, ?> body, String key) {
        return api.as(person).post().uri(path + "/interactions").header("Idempotency-Key", key).body(body).exchange();
    }

    @Test
    void a_customer_escalates_ten_times_at_most_also_at_once() throws Exception {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened) + "/escalations";

        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 14).mapToObj(i -> executor.submit(() -> api.as(Persona.BRUNO).post().uri(path)
                    .body(Map.of("reason", "Production stands still")).exchange().returnResult(Void.class).getStatus().value()))
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var call : calls) statuses.add(call.get());
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
            assertThat(statuses).containsOnly(201, 409);
        }
        assertThat(event(TicketEscalated.class, opened).reason()).isEqualTo("Production stands still");
        assertThat(read(Persona.BRUNO, path(opened)).get("actions").valueStream()
                .filter(action -> action.get("code").asString().equals("ESCALATE"))).singleElement()
                .satisfies(action -> assertThat(action.has("reason")).isTrue());
    }

    @Test
    @Tag("R9.O2")
    void questions_are_shown_until_the_customer_replies() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        put(Persona.FABIO, path, "status", Map.of("status", "IN_PROGRESS", "questions", List.of("Which host?"))).expectStatus()
                .isEqualTo(422);
        put(Persona.FABIO, path, "status",
                Map.of("status", "WAITING_CUSTOMER", "questions", List.of("Which host?", "Since when?"))).expectStatus().isOk();

        assertThat(read(Persona.BRUNO, path).get("questions").valueStream().map(JsonNode::asString))
                .containsExactly("Which host?", "Since when?");
        fixture.post(Persona.BRUNO, path, "host-1, since 10:00", "PUBLIC");
        assertThat(read(Persona.BRUNO, path).has("questions")).isFalse();
        assertThat(read(Persona.BRUNO, path).get("timeline").toString()).contains("Which host?");
    }
}
