package io.amparo.entitlement;

import static io.amparo.testkit.ApiClients.status;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Publishes the catalogue of the demonstration data, OpMon 8.8 to 9.2, and waits until the service has it. Does nothing if it has
 * it.
 */
public final class TestCatalogue {
    static final LocalDate RELEASED = LocalDate.of(2026, 1, 5);

    private TestCatalogue() {}

    public static void publish(EventClient kafka, ApiClients api) {
        if (decides(api, "opmon-8", "8.9") && decides(api, "opmon-9", "9.2")) return;
        kafka.publish("opmon-8", 1, product("opmon-8", "opmon", releases(RELEASED, "8.8", "8.9")));
        kafka.publish("opmon-9", 1, product("opmon-9", "opmon", releases(RELEASED, "9.0", "9.1", "9.2")));
        await().until(() -> decides(api, "opmon-8", "8.9") && decides(api, "opmon-9", "9.2"));
    }

    private static boolean decides(ApiClients api, String product, String version) {
        return status(api.as(Persona.FABIO).post().uri("/api/v1/entitlement-decisions")
                .body(Map.of("email", Persona.ANA.email(), "kind", "INCIDENT", "product", product, "version", version))
                .exchange()) == 200;
    }

    static List<Release> releases(LocalDate day, String... versions) {
        return Arrays.stream(versions).map(version -> new Release(version, day)).toList();
    }

    static ProductChanged product(String id, String line, List<Release> releases) {
        return new ProductChanged(id, id, line, releases, null, null, Instant.EPOCH);
    }
}
