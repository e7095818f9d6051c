package io.amparo.notification.roster;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@Tag("R9")
@ServiceTest({"SMTP_URL=smtp://localhost:1", "amparo.notification.sla-recipients[1].id=user-FABIO",
        "amparo.notification.sla-recipients[1].email=fabio@opservices.example",
        "amparo.notification.sla-recipients[1].name=Fabio Reis", "amparo.notification.sla-recipients[1].language=pt-BR",
        "amparo.notification.sla-recipients[1].zone=America/Sao_Paulo", "amparo.notification.sla-recipients[1].roles=manager",
        "amparo.notification.sla-recipients[0].id=user-GISELE",
        "amparo.notification.sla-recipients[0].email=gisele@opservices.example",
        "amparo.notification.sla-recipients[0].name=Gisele Prado", "amparo.notification.sla-recipients[0].language=pt-BR",
        "amparo.notification.sla-recipients[0].zone=America/Sao_Paulo", "amparo.notification.sla-recipients[0].roles=manager"})
class RosterIT {
    private static final String MANAGER = "/api/v1/rosters/manager";
    private static final List<String> ALL_DAYS = List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY",
            "SUNDAY");

    @Autowired
    ApiClients api;
    @Autowired
    OnDuty onDuty;

    private ResponseSpec put(String path, String version, List<?> shifts, List<?> absences) {
        return api.as(Persona.GISELE).put().uri(path).header("If-Match", version)
                .body(Map.of("zone", "America/Sao_Paulo", "shifts", shifts, "absences", absences)).exchange();
    }

    private static Map<String, Object> shift(String from, String to, String... persons) {
        return Map.of("days", ALL_DAYS, "from", from, "to", to, "persons", List.of(persons));
    }

    private List<String> onDuty(String rung) {
        return onDuty.staff(List.of(rung)).stream().map(recipient -> recipient.id()).toList();
    }

    @Test
    void a_roster_decides_who_is_notified_and_shows_its_gaps() {
        assertThat(onDuty("manager")).as("without a roster").containsExactly("user-GISELE", "user-FABIO");
        var version = etag(api.as(Persona.GISELE).get().uri(MANAGER).exchange());

        var saved = put(MANAGER, version, List.of(shift("00:00", "00:00", "user-GISELE", "user-FABIO")),
                List.of(Map.of("person", "user-GISELE", "from", "2026-01-01T00:00:00Z", "to", "2099-01-01T00:00:00Z")));

        assertThat(json(saved.expectStatus().isOk()).path("gaps").isEmpty()).isTrue();
        assertThat(onDuty("manager")).containsExactly("user-FABIO");
        assertThat(json(api.as(Persona.FABIO).get().uri(MANAGER + "/on-duty").exchange()).path("persons").get(0).path("name")
                .asString()).isEqualTo("Fabio Reis");
        put(MANAGER, version, List.of(), List.of()).expectStatus().isEqualTo(412);

        var current = etag(api.as(Persona.GISELE).get().uri(MANAGER).exchange());
        var gaps = json(put(MANAGER, current, List.of(), List.of()).expectStatus().isOk()).path("gaps");
        assertThat(gaps.size()).isEqualTo(1);
        assertThat(onDuty("manager")).as("in a gap").containsExactly("user-GISELE", "user-FABIO");
        assertThat(json(api.as(Persona.FABIO).get().uri("/api/v1/rosters").exchange()).path("items").size()).isEqualTo(1);
    }

    @Test
    void an_invalid_roster_names_its_fields() {
        var path = "/api/v1/rosters/agent";
        var version = etag(api.as(Persona.GISELE).get().uri(path).exchange());

        var problem = json(put(path, version, List.of(shift("08:00", "18:00", "user-NOBODY")), List.of(Map.of("person",
                "user-GISELE", "from", "2026-01-02T00:00:00Z", "to", "2026-01-01T00:00:00Z", "substitute", "user-UNKNOWN")))
                .expectStatus().isEqualTo(422));

        assertThat(problem.path("errors").findValuesAsString("field")).containsExactlyInAnyOrder("shifts[0].persons[0]",
                "absences[0].substitute", "absences[0].to");
        api.as(Persona.GISELE).get().uri("/api/v1/rosters/director").exchange().expectStatus().isNotFound();
        api.as(Persona.GISELE).get().uri(path + "/on-duty?at=9999-12-31T00:00:00Z").exchange().expectStatus().isEqualTo(422);
    }
}
