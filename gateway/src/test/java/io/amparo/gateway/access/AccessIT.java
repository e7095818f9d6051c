package io.amparo.gateway.access;

import static io.amparo.testkit.ApiClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.gateway.route.RouteProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Access control of every route and every page of the gateway with every kind of invalid token. */
@GatewayTest
class AccessIT {
    /** Paths that need no token; every other path needs one. A route or page in neither list fails the build. */
    private static final Set<String> PUBLIC_PATHS = Set.of("/", "/status", "/board", "/invitations/abc", "/callback", "/docs",
            "/openapi", "/openapi.yaml", "/asyncapi.yaml", "/schemas/unknown.schema.json", "/error", "/problems",
            "/problems/stale", "/api/v1/feeds/eol.ics", "/api/v1/feeds/personal/abc.ics", "/api/v1/openeox/opmon-9/9.2.json",
            "/api/v1/eol/api/v1/products", "/api/v1/attachments/abc", "/api/v1/course-files/abc", "/api/v1/certificates/abc",
            "/api/v1/surveys/abc", "/api/v1/unsubscribe/abc", "/api/v1/notices/abc");
    private static final List<String> PROTECTED_PATHS = List.of("tickets", "tickets/T-1/messages", "attachments", "agents",
            "alerts", "surveys", "surveys/a/b", "me", "me/settings", "policy", "policy/versions/1", "entitlement-decisions",
            "customers", "customers/acme/contract", "customers/acme/periods", "customers/acme/periods/p/suspensions",
            "customers/acme/packages", "customers/acme/installations", "customers/acme/waivers", "customers/acme/maintenance",
            "customers/acme/approvals", "customers/acme/vouchers", "customers/acme/hours/statements/2026-11",
            "customers/imports/abc", "customers/export", "invitations/abc", "orders", "orders/1/approval", "sla", "sla/board",
            "sla/board/stream", "sla/quotes", "articles", "search", "search/completions", "search/reports/empty", "suggestions",
            "forum", "forum/topics", "forum/profile", "courses", "courses/a/enrolment", "courses/a/files/b/link", "course-files",
            "course-files/a/b", "enrolments", "xapi/statements", "certificates", "certificates/a/b", "notifications",
            "notifications/stream", "notification-preferences", "webhooks", "deliveries", "suppressions", "breach-alerts",
            "breach-alerts/groups/a", "rosters", "rosters/manager", "unsubscribe", "notices", "products", "eol",
            "eol/announcements", "eol/announcements/1/approval", "eol/announcements/1/date", "eol/feeds", "eol/feeds/1");

    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;
    @Autowired
    RouteProperties routes;
    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private Map<String, RestTestClient> callersWithInvalidTokens() {
        var identity = TestIdentity.get();
        return Map.of("no token", api.anonymous(), "a bad signature",
                api.withToken(identity.tokenWithInvalidSignature(Persona.IARA)), "an expired token",
                api.withToken(identity.expiredToken(Persona.IARA)), "another audience",
                api.withToken(identity.tokenForAnotherAudience(Persona.IARA)), "another issuer",
                api.withToken(identity.tokenOfAnotherIssuer(Persona.IARA)), "no subject",
                api.withToken(identity.tokenWithoutSubject(Persona.IARA)), "an unknown key",
                api.withToken(identity.tokenWithUnknownKey(Persona.IARA)), "no JWT", api.withToken("opaque"));
    }

    @TestFactory
    Stream<DynamicTest> every_protected_route_refuses_invalid_tokens() {
        return PROTECTED_PATHS.stream().flatMap(resource -> callersWithInvalidTokens().entrySet().stream()
                .map(caller -> dynamicTest(resource + " with " + caller.getKey(), () -> {
                    stubs.reset();

                    for (var method : List.of(HttpMethod.GET, HttpMethod.POST)) {
                        caller.getValue().method(method).uri("/api/v1/" + resource).exchange().expectStatus().isUnauthorized()
                                .expectHeader()
                                .value("WWW-Authenticate",
                                        challenge -> assertThat(challenge).startsWith("Bearer").matches(
                                                text -> caller.getKey().equals("no token") || text.contains("invalid_token")))
                                .expectBody().jsonPath("$.code").isEqualTo(code(caller.getKey()));
                    }

                    stubs.all().values().forEach(stub -> assertThat(stub.requests()).isEmpty());
                })));
    }

    /** A front end renews an expired token only. */
    private static String code(String token) {
        return switch (token) {
            case "no token" -> "unauthenticated";
            case "an expired token" -> "token-expired";
            default -> "token-invalid";
        };
    }

    @TestFactory
    Stream<DynamicTest> an_invalid_token_is_refused_on_public_paths() {
        return callersWithInvalidTokens().entrySet().stream().filter(caller -> !caller.getKey().equals("no token"))
                .map(caller -> dynamicTest(caller.getKey(),
                        () -> caller.getValue().get().uri("/api/v1/feeds/eol.ics").exchange().expectStatus().isUnauthorized()));
    }

    @TestFactory
    Stream<DynamicTest> public_paths_need_no_token() {
        return PUBLIC_PATHS.stream().map(path -> dynamicTest(path, () -> api.anonymous().get().uri(path).exchange().expectStatus()
                .value(status -> assertThat(status).isNotIn(401, 403))));
    }

    @Test
    void every_route_is_in_one_of_the_lists() {
        var listed = Stream
                .concat(PUBLIC_PATHS.stream().filter(path -> path.startsWith("/api/v1/")).map(path -> path.substring(8)),
                        PROTECTED_PATHS.stream())
                .map(path -> path.replaceAll("/.*", "")).collect(Collectors.toSet());

        assertThat(routes.services().values().stream().flatMap(row -> row.resources().stream()))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void every_page_of_the_gateway_is_a_public_path() {
        var mapped = new TreeSet<String>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.amparo."))
                mapping.getPatternValues().forEach(pattern -> mapped
                        .add(pattern.replace("{code}", "stale").replace("{type}", "unknown").replace("{token}", "abc")));
        });

        assertThat(PUBLIC_PATHS).containsAll(mapped);
    }

    @Test
    void only_health_is_a_public_actuator_endpoint() {
        api.anonymous().get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
        api.anonymous().get().uri("/actuator/env").exchange().expectStatus().isUnauthorized();
        api.as(Persona.GISELE).get().uri("/actuator/env").exchange().expectStatus().isForbidden();
    }

    @Test
    void meters_are_for_staff() {
        callersWithInvalidTokens()
                .forEach((_, caller) -> caller.get().uri("/actuator/prometheus").exchange().expectStatus().isUnauthorized());
        api.as(Persona.BRUNO).get().uri("/actuator/prometheus").exchange().expectStatus().isForbidden();
        assertThat(text(api.as(Persona.FABIO).get().uri("/actuator/prometheus").exchange())).contains("amparo_gateway_streams");
    }

    @Test
    void a_refusal_is_in_the_language_of_the_caller() {
        Map.of("pt-BR", "Entre", "es", "Inicie")
                .forEach((language, start) -> api.anonymous().get().uri("/api/v1/me").header("Accept-Language", language)
                        .exchange().expectBody().jsonPath("$.title")
                        .value(String.class, title -> assertThat(title).startsWith(start)));
    }
}
