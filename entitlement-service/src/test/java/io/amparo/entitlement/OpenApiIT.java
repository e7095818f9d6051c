package io.amparo.entitlement;

import io.amparo.clients.EventClient;
import io.amparo.testkit.AnsweredExample;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.OpenApiDocument;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@ServiceTest(value = {"amparo.demo=true", "amparo.obligations.tick=1h"}, name = "SecurityMatrixIT")
@Import(TestClockConfig.class)
class OpenApiIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;

    @Test
    void published_openapi_equals_the_committed_file() {
        OpenApiDocument.of("entitlement-service").checkPublishedBy(api);
    }

    @Test
    void examples_are_what_the_service_answers() {
        TestCatalogue.publish(kafka, api);
        var bruno = api.as(Persona.BRUNO);
        AnsweredExample.check("MeResponse", bruno.get().uri("/api/v1/me"));
        AnsweredExample.check("MyCompaniesResponse", bruno.get().uri("/api/v1/me/companies"));
        // Borealis, because the security matrix changes Acme.
        AnsweredExample.check("DecisionResponse", api.as(Persona.CARLA).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("email", Persona.CARLA.email(), "kind", "INCIDENT", "product", "opmon-9", "version", "9.2")));
        var borealis = "/api/v1/customers/borealis";
        var carla = api.as(Persona.CARLA);
        AnsweredExample.check("CustomerResponse", carla.get().uri(borealis));
        AnsweredExample.check("ContractResponse", carla.get().uri(borealis + "/contract"));
        AnsweredExample.check("PeriodsResponse", carla.get().uri(borealis + "/periods"));
        AnsweredExample.check("InstallationsResponse", carla.get().uri(borealis + "/installations"));
        AnsweredExample.check("ContactsResponse", carla.get().uri(borealis + "/contacts"));
        AnsweredExample.check("ContactResponse", carla.get().uri(borealis + "/contacts/" + Persona.CARLA.id()));
    }
}
