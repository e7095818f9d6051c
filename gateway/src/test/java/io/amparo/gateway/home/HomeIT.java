package io.amparo.gateway.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.Api;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class HomeIT {
    @Autowired
    Api api;
    @Autowired
    StubServices stubs;

    @AfterEach
    void resetStubs() {
        stubs.reset();
    }

    private Map<String, String> states() {
        return api.get("/status").body().path("places").valueStream()
                .collect(Collectors.toMap(place -> place.path("name").asString(), place -> place.path("state").asString()));
    }

    @Test
    void status_reports_the_current_state_of_each_component() {
        stubs.of("knowledge").respondWith(503, "application/json", "{\"status\":\"OUT_OF_SERVICE\"}");
        stubs.of("sla").stop();
        try {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(states())
                            .isEqualTo(Map.of("ticket", "READY", "entitlement", "READY", "sla", "AWAY", "knowledge", "NOT_READY",
                                    "notification", "READY", "eol", "READY", "identity", "READY", "mail", "AWAY")));
        } finally {
            stubs.of("sla").start();
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(states()).containsEntry("sla", "READY"));
    }

    @Test
    void pages_are_in_the_language_of_the_request() {
        for (var page : new String[]{"/", "/board"}) {
            var portuguese = api.with("Accept-Language", "fr").get(page);
            assertThat(portuguese.text()).contains("<html lang=\"pt-BR\">", "Painel de violações");
            assertThat(portuguese.headers().firstValue("Content-Language")).contains("pt-BR");
            assertThat(api.with("Accept-Language", "es-MX").get(page).text()).contains("lang=\"es\"", "incumplimientos");
            assertThat(api.with("Accept-Language", "en").get(page).text()).contains("lang=\"en\"", "Breach board");
        }
    }

    @Test
    void pages_load_only_resources_of_their_origin() {
        for (var page : new String[]{"/", "/board"}) {
            var answer = api.get(page);
            assertThat(answer.headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy -> assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
            assertThat(answer.text()).doesNotContainPattern("(src|<link[^>]*href)=\"(?!/assets/)").doesNotContain("<script>",
                    "style=", "onclick=");
        }
    }
}
