package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketStateEvent.TicketStateChanged;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** What customers get to know about the people of the vendor who work on their ticket. */
@TicketServiceTest
@Tag("R1.4")
class CustomerViewIT {
    /** Marks what is written for colleagues. */
    private static final String INTERNAL = "MARK-INTERNAL";
    /** Marks notes, which are in no event either. */
    private static final String NOTE = "MARK-INTERNAL-NOTE";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    private ResponseSpec changeStatus(Persona person, String path, String status, String reason) {
        return api.as(person).put().uri(path + "/status").header("If-Match", etag(api.as(person).get().uri(path).exchange()))
                .body(Map.of("status", status, "reason", reason)).exchange();
    }

    /**
     * Returns the path of a ticket on which the vendor has replied, and done all that only colleagues read: notes, an internal
     * file, notes of a call, and reasons of changes.
     */
    private String handledTicket() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        fixture.post(Persona.FABIO, path, "Please send the logs", "PUBLIC");
        fixture.post(Persona.FABIO, path, NOTE, "INTERNAL");
        Upload.internal(NOTE + ".txt", NOTE.getBytes(UTF_8)).send(api, Persona.FABIO, path).expectStatus().isCreated();
        api.as(Persona.FABIO).post().uri(path + "/interactions").body(Map.of("channel", "TELEPHONE", "purpose", "Call",
                "startedAt", "2026-01-05T13:00:00Z", "endedAt", "2026-01-05T13:05:00Z", "notes", NOTE)).exchange().expectStatus()
                .isCreated();
        change(path, "owner", Map.of("owner", Persona.FABIO.id(), "reason", INTERNAL));
        change(path, "priority", Map.of("priority", "P2", "reason", INTERNAL));
        changeStatus(Persona.FABIO, path, "WAITING_CUSTOMER", INTERNAL).expectStatus().isOk();
        changeStatus(Persona.GISELE, path, "RESOLVED", INTERNAL).expectStatus().isOk();
        return path;
    }

    private void change(String path, String field, Map<String, String> body) {
        api.as(Persona.FABIO).put().uri(path + "/" + field)
                .header("If-Match", etag(api.as(Persona.FABIO).get().uri(path).exchange())).body(body).exchange().expectStatus()
                .isOk();
    }

    /** Returns every kind of answer that a customer gets about the ticket. */
    private List<String> answersToCustomer(String path) {
        var bruno = api.as(Persona.BRUNO);
        var answers = new ArrayList<String>();
        for (var uri : List.of(path, path + "/messages", path + "/attachments", TICKETS, TICKETS + "?view=needs-me",
                TICKETS + "/export", TICKETS + "?q=" + path.substring(path.lastIndexOf('/') + 1)))
            answers.add(text(bruno.get().uri(uri).exchange().expectStatus().isOk()));
        for (var message : json(bruno.get().uri(path + "/messages").exchange()).path("items"))
            if (message.path("type").asString().equals("MESSAGE"))
                answers.add(text(bruno.get().uri(path + "/messages/" + message.path("id").asString()).exchange()));
        answers.add(text(changeStatus(Persona.BRUNO, path, "WAITING_VENDOR", "x").expectStatus().isEqualTo(409)));
        answers.add(text(bruno.put().uri(path + "/status").header("If-Match", "\"1\"").body(Map.of("status", "CLOSED")).exchange()
                .expectStatus().isEqualTo(412)));
        answers.add(text(changeStatus(Persona.BRUNO, path, "OPEN", "Own reason").expectStatus().isOk()));
        answers.add(text(bruno.post().uri(path + "/messages").body(Map.of("body", "Here", "visibility", "PUBLIC")).exchange()
                .expectStatus().isCreated()));
        return answers;
    }

    @Test
    void no_answer_to_a_customer_has_an_address_or_an_internal_reason() {
        var path = handledTicket();

        assertThat(text(api.as(Persona.FABIO).get().uri(path).exchange())).contains("\"reason\":\"" + INTERNAL,
                "\"body\":\"" + NOTE, "\"notes\":\"" + NOTE, "\"name\":\"" + NOTE + ".txt");
        var answers = answersToCustomer(path);
        assertThat(answers).hasSizeGreaterThan(8).allSatisfy(answer -> assertThat(answer).doesNotContain(INTERNAL, "@"));
        assertThat(json(api.as(Persona.FABIO).get().uri(TICKETS + "?q=" + NOTE).exchange()).get("items"))
                .as("no search finds a note").isEmpty();
        kafka.receive(InternalNoteAdded.class, event -> path.endsWith(event.number()));
        assertThat(kafka.received().toString()).doesNotContain(NOTE);
        assertThat(answers.getFirst()).as("the agent is named").contains("Fabio Melo", "Please send the logs");
        assertThat(text(api.as(Persona.BRUNO).get().uri(path).exchange())).contains("\"reason\":\"Own reason");
    }

    @Test
    void answer_about_a_received_ticket_and_published_states_have_no_address() {
        UpstreamStubs.ENTITLEMENT.failWith(503);
        try {
            assertThat(text(api.as(Persona.BRUNO).post().uri(TICKETS).body(incident()).exchange().expectStatus().isAccepted()))
                    .doesNotContain("@").contains("Bruno Lima");
        } finally {
            UpstreamStubs.ENTITLEMENT.failWith(0);
        }
        var path = handledTicket();

        var state = kafka.receive(TicketStateChanged.class,
                changed -> path.endsWith(changed.number()) && changed.status().equals("RESOLVED"));
        assertThat(state.toString()).doesNotContain(INTERNAL, "@", "Fabio", Persona.FABIO.id());
    }
}
