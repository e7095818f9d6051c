package io.amparo.eol;

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
import tools.jackson.databind.JsonNode;

/** The releases of a product, to which the alternatives of a denied decision link. */
@ServiceTest
class ReleasesIT {
    @Autowired
    ApiClients api;

    @Tag("R5.1")
    @Test
    void releases_show_which_are_supported_in_their_line() {
        register("line-8", List.of(release("8.8", "2024-01-01"), release("8.9", "2024-06-01")));
        register("line-9", List.of(release("9.9", "2025-01-01"), release("9.10", "2025-02-01"), release("9.11", "2099-01-01")));

        assertThat(supported("line-8")).containsExactly("8.9 true", "8.8 false");
        assertThat(supported("line-9")).containsExactly("9.11 false", "9.10 true", "9.9 true");
    }

    @Test
    void cursor_continues_after_the_last_release_of_the_page() {
        register("paged", List.of(release("1.1", "2024-01-01"), release("1.2", "2024-01-02"), release("1.10", "2024-01-03")));

        var first = releases("paged/releases?limit=2");
        assertThat(first.path("items").findValuesAsString("version")).containsExactly("1.10", "1.2");
        assertThat(releases("paged/releases?limit=2&cursor=" + first.path("next").asString()).path("items")
                .findValuesAsString("version")).containsExactly("1.1");
    }

    @Test
    void unknown_product_is_not_found() {
        api.as(Persona.DAVI).get().uri("/api/v1/products/no-product/releases").exchange().expectStatus().isNotFound();
    }

    private static Map<String, String> release(String version, String day) {
        return Map.of("version", version, "releasedOn", day);
    }

    private void register(String id, List<Map<String, String>> releases) {
        api.as(Persona.HEITOR).post().uri("/api/v1/products")
                .body(Map.of("id", id, "name", id, "line", id.startsWith("line") ? "line" : id, "releases", releases)).exchange()
                .expectStatus().isCreated();
    }

    private List<String> supported(String id) {
        return releases(id + "/releases").path("items").valueStream()
                .map(each -> each.path("version").asString() + " " + each.path("supported").asBoolean()).toList();
    }

    private JsonNode releases(String path) {
        return json(api.as(Persona.DAVI).get().uri("/api/v1/products/" + path).exchange().expectStatus().isOk());
    }
}
