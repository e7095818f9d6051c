package io.amparo.gateway.problem;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.testkit.ApiClients;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
class ProblemPagesIT {
    @Autowired
    ApiClients api;

    @Test
    void type_of_a_problem_leads_to_its_page_in_the_language_of_the_reader() {
        var problem = json(api.anonymous().get().uri("/api/v1/tickets").exchange().expectStatus().isUnauthorized());
        var page = URI.create(problem.path("type").asString()).getPath();

        assertThat(page).isEqualTo("/problems/unauthenticated");
        assertThat(text(api.anonymous().get().uri(page).exchange().expectStatus().isOk().expectHeader()
                .contentTypeCompatibleWith("text/html"))).contains("Sign in to go on", "WWW-Authenticate");
        assertThat(text(api.anonymous().get().uri(page).header("Accept-Language", "es").exchange())).contains("Inicie sesión");
    }

    @Test
    void list_has_the_problems_of_all_services() {
        assertThat(text(api.anonymous().get().uri("/problems").exchange().expectStatus().isOk())).contains("stale", "ticket-full",
                "contact-quota", "preview-stale", "slug-taken", "second-person-needed", "edition-not-entitled");
        api.anonymous().get().uri("/problems/no-such-problem").exchange().expectStatus().isNotFound();
    }
}
