package io.amparo.sla;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.testkit.AnsweredExample;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.OpenApiDocument;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;

@ServiceTest(value = "amparo.demo=true", name = "SecurityMatrixIT")
class OpenApiIT {
    @Autowired
    ApiClients api;

    @Test
    void published_openapi_equals_the_committed_file() {
        OpenApiDocument.of("sla-service").checkPublishedBy(api);
    }

    @Test
    void examples_are_what_the_service_answers() throws IOException {
        var gisele = api.as(Persona.GISELE);
        AnsweredExample.check("CalendarResponse", gisele.get().uri("/api/v1/sla/calendars/business-hours"));
        AnsweredExample.check("HolidayListResponse", gisele.get().uri("/api/v1/sla/holiday-sets/carnaval?year=2026"));
        var simulation = new ClassPathResource("openapi/examples/SimulationRequest.json").getContentAsString(UTF_8);
        AnsweredExample.check("SimulationResponse",
                gisele.post().uri("/api/v1/sla/simulations").contentType(MediaType.APPLICATION_JSON).body(simulation), "tzdata");
        var quote = Map.of("plan", "premium-24x7", "kind", "INCIDENT", "priority", "P2", "at", "2026-11-27T14:00:00Z");
        AnsweredExample.check("QuoteResponse", gisele.post().uri("/api/v1/sla/quotes").body(quote), "tzdata");
    }
}
