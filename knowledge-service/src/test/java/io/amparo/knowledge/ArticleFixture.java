package io.amparo.knowledge;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;

import io.amparo.clients.EventClient;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.events.product.ProductEvent.Release;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;

/** Writes articles as staff. */
record ArticleFixture(ApiClients api, EventClient kafka) {
    static final String ARTICLES = "/api/v1/articles";

    static Map<String, Object> content(String title, Map<String, ?> changes) {
        var content = new HashMap<String, Object>(
                Map.of("kind", "INFORMATION", "language", "pt-BR", "title", title, "body", "Um texto de teste."));
        content.putAll(changes);
        return content;
    }

    ResponseSpec create(String title, Map<String, ?> changes) {
        return api.as(Persona.FABIO).post().uri(ARTICLES).body(content(title, changes)).exchange();
    }

    /** Returns the path of a published article. */
    String publish(String title, Map<String, ?> changes) {
        var created = create(title, changes).expectStatus().isCreated();
        var path = ARTICLES + "/" + json(created).path("slug").asString();
        changeState(path, "PUBLISHED").expectStatus().isOk();
        return path;
    }

    ResponseSpec changeState(String path, String state) {
        return api.as(Persona.HEITOR).put().uri(path + "/state").header("If-Match", currentEtag(path))
                .body(Map.of("state", state)).exchange();
    }

    ResponseSpec revise(String path, Map<String, ?> content) {
        return api.as(Persona.GISELE).put().uri(path).header("If-Match", currentEtag(path)).body(content).exchange();
    }

    String currentEtag(String path) {
        return etag(api.as(Persona.FABIO).get().uri(path).exchange());
    }

    JsonNode get(Persona person, String path) {
        return json(api.as(person).get().uri(path).exchange().expectStatus().isOk());
    }

    List<String> slugs(Persona person, String query) {
        return get(person, ARTICLES + "?limit=100&" + query).path("items").findValuesAsString("slug");
    }

    void publishProduct(long sequence, String... releases) {
        kafka.publish("opmon-9", sequence,
                new ProductChanged("opmon-9", "OpMon 9", "opmon",
                        Arrays.stream(releases).map(release -> new Release(release, LocalDate.of(2026, 9, 14))).toList(), null,
                        null, Instant.EPOCH));
    }
}
