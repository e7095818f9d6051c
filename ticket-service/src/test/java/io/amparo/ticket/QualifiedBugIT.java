package io.amparo.ticket;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.BugDisqualified;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@TicketServiceTest
@Tag("R5.3")
class QualifiedBugIT {
    private static final List<String> ALL = List.of("REPRODUCIBLE", "SUPPORTED_VERSION", "BUSINESS_CRITICAL", "EVIDENCE");

    @Autowired
    ApiClients api;
    @Autowired
    TicketFixture fixture;
    @Autowired
    EventClient kafka;

    private ResponseSpec qualify(Persona person, String path, List<String> criteria) {
        return api.as(person).put().uri(path + "/qualified-bug").header("If-Match", version(path))
                .body(Map.of("bug", "OPM-4711", "criteria", criteria, "reason", "Memory leak in the poller", "fixVersion", "9.3"))
                .exchange();
    }

    private String version(String path) {
        return etag(api.as(Persona.GISELE).get().uri(path).exchange());
    }

    @Test
    void a_manager_qualifies_a_bug_that_meets_all_criteria_and_several_tickets_share_it() {
        var first = path(fixture.openTicket(Persona.BRUNO));
        var second = path(fixture.openTicket(Persona.CARLA));

        qualify(Persona.FABIO, first, ALL).expectStatus().isForbidden();
        var refused = json(qualify(Persona.GISELE, first, List.of("REPRODUCIBLE", "EVIDENCE")).expectStatus().isEqualTo(422));
        assertThat(refused.at("/errors/0/field").asString()).isEqualTo("criteria");
        assertThat(refused.at("/errors/0/message").asString()).contains("BUSINESS_CRITICAL");
        for (var path : List.of(first, second)) {
            var ticket = json(qualify(Persona.GISELE, path, ALL).expectStatus().isOk());
            assertThat(ticket.at("/qualifiedBug/bug").asString()).isEqualTo("OPM-4711");
            var event = kafka.receive(BugQualified.class, each -> path.endsWith(each.number()));
            assertThat(event.criteria()).containsExactlyElementsOf(ALL);
            assertThat(event.by()).isEqualTo(Persona.GISELE.id());
        }
    }

    @Test
    void a_withdrawn_qualification_stays_in_the_timeline_with_its_reason() {
        var path = path(fixture.openTicket(Persona.BRUNO));
        qualify(Persona.GISELE, path, ALL).expectStatus().isOk();

        var withdrawn = json(api.as(Persona.GISELE).delete().uri(path + "/qualified-bug?reason=Caused by a plugin")
                .header("If-Match", version(path)).exchange().expectStatus().isOk());

        assertThat(withdrawn.has("qualifiedBug")).isFalse();
        var last = withdrawn.get("timeline").get(withdrawn.get("timeline").size() - 1);
        assertThat(last.get("from").asString()).isEqualTo("OPM-4711");
        assertThat(last.get("reason").asString()).isEqualTo("Caused by a plugin");
        assertThat(kafka.receive(BugDisqualified.class, each -> path.endsWith(each.number())).reason())
                .isEqualTo("Caused by a plugin");
        assertThat(json(api.as(Persona.GISELE).delete().uri(path + "/qualified-bug?reason=Once more")
                .header("If-Match", version(path)).exchange().expectStatus().isEqualTo(409)).get("code").asString())
                .isEqualTo("no-qualified-bug");
    }
}
