package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent.Term;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The clocks that a ticket shows, from the events of the SLA engine. */
@TicketServiceTest
class SlaViewIT {
    private static final Instant DUE = Instant.parse("2027-01-01T00:00:00Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    @Test
    void a_ticket_follows_a_breach_its_withdrawal_and_the_next_breach() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var opened = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        publish(opened, 1, "TICKET/1/assigned", assigned(opened));
        publish(opened, 2, "RESOLUTION/1/breached", breach(opened, "demo-seconds", DUE));
        await().untilAsserted(() -> assertThat(objective(ticket).path("state").asString()).isEqualTo("BREACHED"));

        publish(opened, 3, "RESOLUTION/1/rescheduled-1",
                new SlaRescheduled(opened.ticketId(), opened.number(), "acme", "s", "RESOLUTION", 1, DUE, DUE.plusSeconds(60),
                        "PLAN", "premium-24x7/3", "iara", null, DUE, null, "RUNNING", "PT4H", "PT1H", "premium-24x7", 3, "24x7",
                        "UTC", List.of(100), null, null, null, null));
        await().untilAsserted(() -> {
            assertThat(objective(ticket)).isEqualTo(clock("RUNNING", "PT4H", DUE.plusSeconds(60)));
            assertThat(sla(ticket).path("plan").asString() + " " + sla(ticket).path("planVersion").asInt() + " "
                    + sla(ticket).path("calendar").asString()).isEqualTo("premium-24x7 3 24x7");
        });

        publish(opened, 4, "RESOLUTION/1/breached/2", breach(opened, "premium-24x7", DUE.plusSeconds(60)));
        publish(opened, 5, "TICKET/1/terms-9", new SlaTermsChanged(opened.ticketId(), opened.number(), "acme", "s",
                List.of(new Term("c", "PLAN", "gold/7", DUE)), DUE));
        await().untilAsserted(() -> {
            assertThat(objective(ticket)).isEqualTo(clock("BREACHED", "PT4H", DUE.plusSeconds(60)));
            assertThat(sla(ticket).path("plan").asString()).isEqualTo("gold");
        });
    }

    @Test
    void a_conditional_read_follows_the_clocks_and_a_write_only_the_version() {
        var ticket = fixture.openTicket(Persona.BRUNO);
        var opened = kafka.receive(TicketOpened.class, each -> path(ticket).endsWith(each.number()));
        publish(opened, 1, "TICKET/1/assigned", assigned(opened));
        await().untilAsserted(() -> assertThat(objective(ticket).path("metric").asString()).isEqualTo("RESOLUTION"));
        var running = etag(read(ticket, "\"none\""));
        read(ticket, running).expectStatus().isNotModified();

        publish(opened, 2, "RESOLUTION/1/breached", breach(opened, "demo-seconds", DUE));
        await().untilAsserted(() -> read(ticket, running).expectStatus().isOk());

        var breached = etag(read(ticket, running));
        assertThat(breached).isNotEqualTo(running);
        read(ticket, breached).expectStatus().isNotModified();
        // Both tags have the version of the ticket, which no clock changes.
        changeStatus(ticket, running, "IN_PROGRESS").expectStatus().isOk();
        changeStatus(ticket, breached, "RESOLVED").expectStatus().isEqualTo(412);
        var changed = etag(read(ticket, breached).expectStatus().isOk());
        assertThat(etag(changeStatus(ticket, changed, "RESOLVED").expectStatus().isOk()))
                .isEqualTo(etag(api.as(Persona.FABIO).get().uri(path(ticket)).exchange()));
    }

    private ResponseSpec read(JsonNode ticket, String ifNoneMatch) {
        return api.as(Persona.FABIO).get().uri(path(ticket)).header("If-None-Match", ifNoneMatch).exchange();
    }

    private ResponseSpec changeStatus(JsonNode ticket, String ifMatch, String status) {
        return api.as(Persona.FABIO).put().uri(path(ticket) + "/status").header("If-Match", ifMatch)
                .body(Map.of("status", status)).exchange();
    }

    private static SlaAssigned assigned(TicketOpened opened) {
        return new SlaAssigned(opened.ticketId(), opened.number(), "acme", "s", "INCIDENT", "P1", "demo-seconds", 1,
                "business-hours", "America/Sao_Paulo", List.of(new Clock("RESOLUTION", 1, "PT1M", "PT0S", DUE)), DUE);
    }

    private static SlaBreached breach(TicketOpened opened, String plan, Instant due) {
        return new SlaBreached(opened.ticketId(), opened.number(), "acme", "s", "P1", plan, "RESOLUTION", 1, due, due);
    }

    private void publish(TicketOpened opened, long sequence, String edge, SlaEvent event) {
        kafka.publish(opened.ticketId() + "/" + edge, opened.ticketId(), sequence, event);
    }

    private JsonNode sla(JsonNode ticket) {
        return json(api.as(Persona.BRUNO).get().uri(path(ticket)).exchange()).path("sla");
    }

    private JsonNode objective(JsonNode ticket) {
        return sla(ticket).path("objectives").path(0);
    }

    private static JsonNode clock(String state, String budget, Instant due) {
        return JsonMapper.shared().createObjectNode().put("metric", "RESOLUTION").put("cycle", 1).put("state", state)
                .put("budget", budget).put("dueAt", due.toString());
    }
}
