package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A machine with the role reader catches up with the tickets of all customers, and changes nothing. */
@TicketServiceTest
class ReaderIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;

    private RestTestClient reader() {
        return api.withToken(TestIdentity.get().readerToken());
    }

    @Test
    void reader_lists_the_tickets_of_all_customers() {
        fixture.openTicket(Persona.BRUNO);
        fixture.openTicket(Persona.CARLA);

        var tickets = json(reader().get().uri(TICKETS).exchange().expectStatus().isOk());

        assertThat(tickets.get("items").valueStream().map(ticket -> ticket.at("/customer/id").asString())).contains("acme",
                "borealis");
    }

    @Test
    @Tag("R1.4")
    void reader_gets_no_internal_note_and_no_action() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        fixture.post(Persona.FABIO, path, "An answer", "PUBLIC");
        var note = fixture.post(Persona.FABIO, path, "A note", "INTERNAL").get("id").asString();

        var ticket = json(reader().get().uri(path).exchange().expectStatus().isOk());

        assertThat(ticket.get("timeline").valueStream().map(entry -> entry.get("body").asString())).containsExactly("An answer");
        assertThat(ticket.get("actions")).isEmpty();
        reader().get().uri(path + "/messages/" + note).exchange().expectStatus().isNotFound();
    }

    @Test
    void reader_may_not_write_a_message() {
        var path = path(fixture.openTicket(Persona.BRUNO));

        reader().post().uri(path + "/messages").body(Map.of("body", "text", "visibility", "PUBLIC")).exchange().expectStatus()
                .isForbidden();
    }
}
