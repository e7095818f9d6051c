package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.CustomerReplied;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Customers reopen a ticket a limited number of times, because each reopening is a fact of the SLA ledger. */
@TicketServiceTest
class ReopeningIT {
    private static final int LIMIT = 50;

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    private ResponseSpec changeStatus(Persona person, String path, String status) {
        return api.as(person).put().uri(path + "/status").header("If-Match", etag(api.as(person).get().uri(path).exchange()))
                .body(Map.of("status", status)).exchange();
    }

    private ResponseSpec reply(Persona person, String path) {
        return reply(person, path, "en");
    }

    private ResponseSpec reply(Persona person, String path, String language) {
        return api.as(person).post().uri(path + "/messages").header("Accept-Language", language)
                .body(Map.of("body", "It fails", "visibility", "PUBLIC")).exchange();
    }

    /** Reopens a ticket by status and by reply in turn, and leaves it resolved. */
    private String reopenedTicket(int times) {
        var path = path(fixture.openTicket(Persona.BRUNO));
        changeStatus(Persona.FABIO, path, "RESOLVED").expectStatus().isOk();
        for (int i = 0; i < times; i++) {
            if (i % 2 == 0)
                changeStatus(Persona.BRUNO, path, "OPEN").expectStatus().isOk();
            else
                reply(Persona.BRUNO, path).expectStatus().isCreated();
            changeStatus(Persona.FABIO, path, "RESOLVED").expectStatus().isOk();
        }
        return path;
    }

    private static String code(ResponseSpec response) {
        return json(response.expectStatus().isEqualTo(409)).get("code").asString();
    }

    @Test
    void the_51st_reopening_by_the_customer_is_refused_with_its_own_code() {
        var path = reopenedTicket(LIMIT);

        assertThat(code(changeStatus(Persona.BRUNO, path, "OPEN"))).isEqualTo("reopening-limit");
        assertThat(code(reply(Persona.BRUNO, path))).isEqualTo("reopening-limit");
        assertThat(code(changeStatus(Persona.ANA, path, "OPEN"))).isEqualTo("reopening-limit");
        for (var text : Map.of("pt-BR", "abra outro", "en", "open a new one", "es", "abra otro").entrySet())
            assertThat(json(reply(Persona.BRUNO, path, text.getKey())).get("title").asString()).contains(text.getValue());

        changeStatus(Persona.FABIO, path, "IN_PROGRESS").expectStatus().isOk();
        var last = json(reply(Persona.BRUNO, path).expectStatus().isCreated()).get("id").asString();
        kafka.receive(CustomerReplied.class, event -> event.messageId().equals(last));
        assertThat(kafka.received(TicketReopened.class).stream().filter(event -> path.endsWith(event.number())))
                .hasSize(LIMIT + 1);
        changeStatus(Persona.FABIO, path, "RESOLVED").expectStatus().isOk();
        changeStatus(Persona.BRUNO, path, "CLOSED").expectStatus().isOk();
    }
}
