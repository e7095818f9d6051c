package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.status;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Publishes SLA plans and waits until the service has them. */
final class TestPlans {
    private TestPlans() {}

    static void publish(EventClient kafka, ApiClients api, String... ids) {
        for (var id : ids) {
            kafka.publish(id + "/1", 1, new SlaPlanPublished(id, 1, id, List.of(), Instant.EPOCH, null, null, null));
            // A known plan gets as far as the check of the version.
            await().until(() -> changeContract(api, id) == 412);
        }
    }

    private static int changeContract(ApiClients api, String plan) {
        return status(api.as(Persona.IARA).put().uri("/api/v1/customers/acme/contract").header("If-Match", "\"0\"").body(
                Map.of("edition", "PRO", "validFrom", "2020-01-01", "validTo", "2030-12-31", "slaPlan", plan, "reason", plan))
                .exchange());
    }
}
