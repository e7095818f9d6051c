package io.amparo.entitlement.me;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.entitlement.TestCatalogue;
import io.amparo.entitlement.TestClockConfig;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;

@ServiceTest("amparo.demo=true")
@Import(TestClockConfig.class)
class MeIT {
    private static final Map<String, String> KINDS = Map.of("support-portal", "QUESTION", "professional-support", "INCIDENT",
            "single-incident", "INCIDENT", "professional-advisor", "SERVICE_REQUEST", "consultancy", "CONSULTANCY");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    @TestFactory
    @Tag("R1.1")
    @Tag("R5.4")
    Stream<DynamicTest> services_agree_with_the_decision_for_every_person_and_language() {
        TestCatalogue.publish(kafka, api);
        return Stream.of(Persona.values()).flatMap(person -> Stream.of("pt-BR", "en", "es").map(language -> DynamicTest
                .dynamicTest(person + " in " + language, () -> assertThatServicesAgreeWithDecisions(person, language))));
    }

    private void assertThatServicesAgreeWithDecisions(Persona person, String language) {
        var services = services(person, language);
        KINDS.forEach((code, kind) -> {
            var decision = json(api.as(person).post().uri("/api/v1/entitlement-decisions").header("Accept-Language", language)
                    .body(Map.of("email", person.email(), "kind", kind, "product", "opmon-9", "version", "9.2")).exchange()
                    .expectStatus().isOk());
            var service = service(services, code);
            assertThat(service.path("available").asBoolean()).as(code)
                    .isEqualTo(decision.path("decision").asString().equals("GRANTED"));
            assertThat(service.path("reasons")).as(code).isEqualTo(decision.path("reasons"));
        });
    }

    @Test
    @Tag("R5.4")
    void an_employee_who_is_no_contact_gets_no_reason_about_editions() {
        var support = service(services(Persona.ERIKA, "en"), "professional-support");

        assertThat(support.path("available").asBoolean()).isFalse();
        assertThat(support.path("reasons").findValuesAsString("code")).containsExactly("not-a-named-contact");
    }

    @Test
    @Tag("R3.1")
    @Tag("R4.1")
    void forum_and_courses_are_open_to_everyone() {
        for (var person : Persona.values()) for (var code : new String[]{"forum", "distance-learning"}) {
            var service = service(services(person, "en"), code);
            assertThat(service.path("available").asBoolean()).as(person + " " + code).isTrue();
            assertThat(service.path("reasons").findValuesAsString("code")).containsExactly("open-to-all");
        }
    }

    private JsonNode services(Persona person, String language) {
        return json(api.as(person).get().uri("/api/v1/me").header("Accept-Language", language).exchange().expectStatus().isOk())
                .path("services");
    }

    private static JsonNode service(JsonNode services, String code) {
        return services.valueStream().filter(each -> each.path("code").asString().equals(code)).findFirst().orElseThrow();
    }
}
