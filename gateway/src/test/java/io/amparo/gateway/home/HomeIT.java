package io.amparo.gateway.home;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

@GatewayTest
class HomeIT {
    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;

    @AfterEach
    void resetStubs() {
        stubs.reset();
    }

    private Map<String, String> states() {
        return json(api.anonymous().get().uri("/status").exchange()).path("places").valueStream()
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
    void addresses_of_the_components_are_for_staff_and_for_no_cache() {
        var address = stubs.of("sla").url();
        for (var caller : List.of(api.anonymous(), api.as(Persona.BRUNO), api.withToken(TestIdentity.get().readerToken()))) {
            var answer = caller.get().uri("/status").exchange().expectStatus().isOk();
            answer.expectHeader().valueEquals("Cache-Control", "max-age=1, public").expectHeader().value("Vary",
                    vary -> assertThat(vary).containsIgnoringCase("authorization"));
            assertThat(text(answer)).contains("sla", "READY").doesNotContain("localhost", "http", "address");
        }
        for (var path : List.of("/", "/board"))
            assertThat(text(api.anonymous().get().uri(path).exchange())).doesNotContain(address, stubs.of("ticket").url());

        var staff = api.as(Persona.FABIO).get().uri("/status").exchange().expectStatus().isOk();
        staff.expectHeader().valueEquals("Cache-Control", "no-store").expectHeader().value("Vary",
                vary -> assertThat(vary).containsIgnoringCase("authorization"));
        assertThat(text(staff)).contains("\"address\":\"" + address + "\"");
    }

    @Test
    void the_page_names_no_person_of_a_demonstration_unless_it_is_one() {
        assertThat(text(page("/", "en"))).doesNotContain("acme.example");
    }

    @Test
    void pages_are_in_the_language_of_the_request() {
        for (var page : new String[]{"/", "/board"}) {
            page(page, "fr").expectHeader().valueEquals("Content-Language", "pt-BR").expectBody(String.class)
                    .value(text -> assertThat(text).contains("<html lang=\"pt-BR\">", "Painel de violações"));
            assertThat(text(page(page, "es-MX"))).contains("lang=\"es\"", "incumplimientos");
            assertThat(text(page(page, "en"))).contains("lang=\"en\"", "Breach board");
        }
    }

    @Test
    void page_of_an_invitation_is_in_the_language_of_the_request_and_does_not_show_the_token() {
        for (var each : Map.of("pt-BR", "Aceitar o convite", "en", "Accept the invitation", "es", "Aceptar la invitación")
                .entrySet())
            assertThat(text(page("/invitations/secret-token", each.getKey()))).contains(each.getValue(), "/assets/invitation.js")
                    .doesNotContain("secret-token");
    }

    private RestTestClient.ResponseSpec page(String path, String language) {
        return api.anonymous().get().uri(path).header("Accept-Language", language).exchange();
    }

    @Test
    void callback_takes_each_answer_of_the_identity_provider() {
        for (var answer : new String[]{"code=a&state=b&session_state=c&scope=d",
                "error=login_required&error_description=c&error_uri=d&state=b&iss=e"})
            page("/callback?" + answer, "en").expectStatus().isOk();
    }

    @Test
    void pages_load_only_resources_of_their_origin() {
        for (var page : new String[]{"/", "/board", "/invitations/abc", "/callback"}) {
            page(page, "en").expectHeader()
                    .value("Content-Security-Policy",
                            policy -> assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"))
                    .expectBody(String.class)
                    .value(text -> assertThat(text).doesNotContainPattern("(src|<link[^>]*href)=\"(?!/assets/)")
                            .doesNotContain("<script>", "style=", "onclick="));
        }
    }
}
