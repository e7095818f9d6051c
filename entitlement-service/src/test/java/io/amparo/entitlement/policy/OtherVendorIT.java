package io.amparo.entitlement.policy;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.events.policy.PolicyEvent.PolicyChoice;
import io.amparo.events.policy.PolicyEvent.PolicyField;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

/** Another vendor runs the service with a policy file of its own. */
@ServiceTest({"amparo.demo=true", "POLICY_FILE=src/test/resources/policy/northwind-3.json"})
@Import(TestClockConfig.class)
class OtherVendorIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    private JsonNode decide(Persona person, String language, String kind) {
        return json(api.as(person).post().uri("/api/v1/entitlement-decisions").header("Accept-Language", language)
                .body(Map.of("email", person.email(), "kind", kind)).exchange().expectStatus().isOk());
    }

    @Test
    void the_policy_of_the_file_is_effective_and_published() {
        assertThat(json(api.as(Persona.DAVI).get().uri("/api/v1/policy").exchange()).at("/vendor/name").asString())
                .isEqualTo("Northwind Software");
        assertThat(kafka.receive(PolicyPublished.class, each -> each.version() == 3).editions()).extracting("code")
                .containsExactly("STARTER", "PRO", "PREMIUM");
    }

    @Test
    @Tag("R1.2")
    void fields_of_tickets_that_the_vendor_defines_are_published() {
        var incident = kafka.receive(PolicyPublished.class, each -> each.version() == 3).ticketKinds().getFirst();

        assertThat(incident.fields()).extracting(PolicyField::code, PolicyField::type, PolicyField::required)
                .containsExactly(tuple("site", "CHOICE", true), tuple("purchaseOrder", "TEXT", false));
        assertThat(incident.fields().getFirst().choices()).extracting(PolicyChoice::code).containsExactly("north", "south");
        var shown = json(api.as(Persona.DAVI).get().uri("/api/v1/policy").exchange());
        assertThat(shown.at("/ticketKinds/0/fields/0/label/es").asString()).isEqualTo("Sede");
        assertThat(shown.at("/ticketKinds/1").has("fields")).isFalse();
    }

    @Test
    @Tag("R1.1")
    void texts_have_the_names_and_clauses_of_the_vendor() {
        assertThat(decide(Persona.DAVI, "en", "QUESTION").at("/reasons/0/text").asString()).isEqualTo(
                "Tickets are for customers of Starter, Team, and Enterprise with an active contract (Terms of Northwind, helpdesk)");
        var denied = decide(Persona.CARLA, "es", "SERVICE_REQUEST");
        assertThat(denied.at("/reasons/0/text").asString()).isEqualTo(
                "Las solicitudes de servicio requieren Empresa con el paquete Guardia nocturna o Manos extra (Condiciones de Northwind, operaciones)");
        assertThat(denied.at("/alternatives/0/text").asString()).isEqualTo("Pase a Empresa");
    }

    @Test
    @Tag("R0")
    void services_of_a_caller_are_those_of_the_vendor() {
        var services = json(api.as(Persona.CARLA).get().uri("/api/v1/me").header("Accept-Language", "en").exchange())
                .path("services");

        assertThat(services.findValuesAsString("name")).containsExactly("Helpdesk", "Wiki", "Fault repair", "Operations");
        assertThat(services.valueStream().map(service -> service.path("available").asBoolean())).containsExactly(true, true, true,
                false);
    }

    @Test
    void a_kind_that_the_policy_does_not_have_is_refused() {
        var refused = json(api.as(Persona.CARLA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("email", Persona.CARLA.email(), "kind", "CONSULTANCY")).exchange().expectStatus().isEqualTo(422));

        assertThat(refused.path("errors").findValuesAsString("field")).containsExactly("kind");
    }
}
