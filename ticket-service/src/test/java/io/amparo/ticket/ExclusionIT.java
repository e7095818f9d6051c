package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.ticket.TicketEvent.AppealDecided;
import io.amparo.events.ticket.TicketEvent.ExclusionAppealed;
import io.amparo.events.ticket.TicketEvent.TicketDeclined;
import io.amparo.events.ticket.TicketEvent.TicketReopened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

@TicketServiceTest
@Tag("R8.2")
class ExclusionIT {
    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private ResponseSpec decline(String path, String code, String key) {
        return api.as(Persona.FABIO).post().uri(path + "/exclusion").header("Idempotency-Key", key)
                .body(Map.of("code", code, "explanation", "The printer is not ours")).exchange();
    }

    private ResponseSpec appeal(Persona person, String path) {
        return api.as(person).post().uri(path + "/exclusion/appeal").body(Map.of("explanation", "OpMon shows it wrongly"))
                .exchange();
    }

    private ResponseSpec decide(Persona person, String path, boolean accepted) {
        return api.as(person).put().uri(path + "/exclusion/appeal")
                .header("If-Match", etag(api.as(person).get().uri(path).exchange()))
                .body(Map.of("accepted", accepted, "reason", "It is our display")).exchange();
    }

    private JsonNode read(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    private String declinedTicket() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        decline(path, "X12", path).expectStatus().isCreated();
        return path;
    }

    @Test
    void a_declined_ticket_cites_the_clause_and_the_time_to_appeal() {
        var opened = fixture.openTicket(Persona.BRUNO);
        var path = path(opened);

        for (int i = 0; i < 2; i++) decline(path, "X12", "k1").expectStatus().isCreated();

        var ticket = read(Persona.BRUNO, path);
        assertThat(ticket.get("status").asString()).isEqualTo("DECLINED");
        assertThat(ticket.at("/exclusion/code").asString()).isEqualTo("X12");
        assertThat(ticket.at("/exclusion/clause").asString()).isNotBlank();
        assertThat(ticket.at("/exclusion/explanation").asString()).isEqualTo("The printer is not ours");
        assertThat(Instant.parse(ticket.at("/exclusion/appealUntil").asString())).isAfter(Instant.now());
        var declined = kafka.receive(TicketDeclined.class, each -> path.endsWith(each.number()));
        assertThat(declined.clause()).isEqualTo(ticket.at("/exclusion/clause").asString());
        assertThat(kafka.received().stream().map(Event::data).filter(TicketDeclined.class::isInstance)
                .map(TicketDeclined.class::cast).filter(each -> path.endsWith(each.number()))).hasSize(1);
    }

    @Test
    void another_exclusion_under_a_used_key_is_refused() {
        var path = declinedTicket();

        assertThat(json(decline(path, "X13", path).expectStatus().isEqualTo(422)).get("code").asString()).isEqualTo("key-reused");
        decline(path, "X12", path).expectStatus().isCreated();
    }

    @Test
    void an_accepted_appeal_takes_the_ticket_up_and_a_rejected_one_ends_it() {
        var accepted = declinedTicket();
        var rejected = declinedTicket();
        for (var path : new String[]{accepted, rejected}) {
            appeal(Persona.CARLA, path).expectStatus().isNotFound();
            assertThat(json(appeal(Persona.BRUNO, path).expectStatus().isCreated()).get("status").asString())
                    .isEqualTo("DECLINED");
            assertThat(json(appeal(Persona.BRUNO, path).expectStatus().isEqualTo(409)).get("code").asString())
                    .isEqualTo("appealed");
            kafka.receive(ExclusionAppealed.class, each -> path.endsWith(each.number()));
            decide(Persona.FABIO, path, true).expectStatus().isForbidden();
        }

        assertThat(json(decide(Persona.GISELE, accepted, true).expectStatus().isOk()).get("status").asString())
                .isEqualTo("IN_PROGRESS");
        assertThat(json(decide(Persona.GISELE, rejected, false).expectStatus().isOk()).get("status").asString())
                .isEqualTo("DECLINED");

        assertThat(kafka.receive(AppealDecided.class, each -> accepted.endsWith(each.number())).accepted()).isTrue();
        kafka.receive(TicketReopened.class, each -> accepted.endsWith(each.number()));
        assertThat(kafka.receive(AppealDecided.class, each -> rejected.endsWith(each.number())).accepted()).isFalse();
        assertThat(read(Persona.BRUNO, accepted).has("exclusion")).isFalse();
        assertThat(read(Persona.BRUNO, rejected).get("timeline").toString()).contains("It is our display");
        assertThat(json(decide(Persona.GISELE, rejected, true).expectStatus().isEqualTo(409)).get("code").asString())
                .isEqualTo("no-appeal");
    }

    @Test
    void an_appeal_after_the_deadline_is_refused() {
        var path = declinedTicket();
        fixture.collection("tickets").updateOne(eq(fixture.ticketId(path)),
                combine(set("state.handling.exclusion.appealUntil", Date.from(Instant.parse("2026-01-01T00:00:00Z"))),
                        inc("version", 1L)));

        assertThat(json(appeal(Persona.BRUNO, path).expectStatus().isEqualTo(409)).get("code").asString())
                .isEqualTo("appeal-too-late");
        assertThat(read(Persona.BRUNO, path).get("actions").valueStream()
                .filter(action -> action.get("code").asString().equals("APPEAL"))).singleElement()
                .matches(action -> action.has("reason"));
    }

    @Test
    @Tag("R8.3")
    void a_waived_exclusion_declines_nothing_and_neither_does_an_unknown_one() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        var customers = fixture.collection("customers");

        customers.updateOne(eq("_id", "acme"), set("state.waivers", List.of("X12")));
        try {
            assertThat(json(decline(path, "X12", "w1").expectStatus().isEqualTo(409)).get("code").asString())
                    .isEqualTo("exclusion-waived");
        } finally {
            customers.updateOne(eq("_id", "acme"), set("state.waivers", List.of()));
        }
        assertThat(json(decline(path, "X99", "w2").expectStatus().isEqualTo(422)).at("/errors/0/allowed").toString())
                .contains("X12");
        assertThat(read(Persona.BRUNO, path).get("status").asString()).isEqualTo("OPEN");
    }

    @Test
    void a_retry_is_answered_like_the_first_call_and_other_content_is_refused() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        decline(path, "X12", "r1").expectStatus().isCreated();
        var version = etag(api.as(Persona.FABIO).get().uri(path).exchange());

        decline(path, "X12", "r1").expectStatus().isCreated();

        assertThat(etag(api.as(Persona.FABIO).get().uri(path).exchange())).as("nothing was written").isEqualTo(version);
        var other = api.as(Persona.FABIO).post().uri(path + "/exclusion").header("Idempotency-Key", "r1")
                .body(Map.of("code", "X12", "explanation", "Another reason")).exchange();
        assertThat(json(other.expectStatus().isEqualTo(422)).get("code").asString()).isEqualTo("key-reused");
    }
}
