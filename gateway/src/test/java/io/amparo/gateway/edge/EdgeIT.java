package io.amparo.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.Stubs;
import io.amparo.gateway.route.RouteProperties;
import io.amparo.testkit.Api;
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
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Access control of every route and every page of the gateway with every kind of invalid token. */
@GatewayTest
class EdgeIT {
    /** Paths that need no token; every other path needs one. A route or page in neither list fails the build. */
    private static final Set<String> OPEN = Set.of("/", "/status", "/board", "/docs", "/openapi", "/openapi.yaml",
            "/asyncapi.yaml", "/api/v1/feeds/eol.ics", "/api/v1/openeox/opmon-9/9.2.json", "/api/v1/eol/api/v1/products",
            "/api/v1/certificates/abc", "/api/v1/surveys/abc", "/api/v1/unsubscribe/abc");
    private static final List<String> CLOSED = List.of("tickets", "tickets/T-1/messages", "alerts", "surveys", "surveys/a/b",
            "me", "me/settings", "policy", "entitlement-decisions", "customers", "customers/acme/contract", "sla", "sla/board",
            "sla/board/stream", "sla/quotes", "articles", "search", "suggestions", "forum", "forum/topics", "courses",
            "certificates", "certificates/a/b", "notifications", "notifications/stream", "notification-preferences", "webhooks",
            "deliveries", "unsubscribe", "products", "eol", "eol/announcements", "eol/announcements/1/approval");

    @Autowired
    Api api;
    @Autowired
    Stubs stubs;
    @Autowired
    RouteProperties table;
    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    private Map<String, Api> withoutRight() {
        var identity = TestIdentity.get();
        return Map.of("no token", api, "a bad signature", api.withToken(identity.badlySignedToken(Persona.IARA)),
                "an expired token", api.withToken(identity.expiredToken(Persona.IARA)), "another audience",
                api.withToken(identity.tokenForAnotherAudience(Persona.IARA)), "another issuer",
                api.withToken(identity.tokenOfAnotherIssuer(Persona.IARA)), "no JWT", api.withToken("opaque"));
    }

    @TestFactory
    Stream<DynamicTest> every_closed_route_refuses() {
        return CLOSED.stream().flatMap(
                resource -> withoutRight().entrySet().stream().map(who -> dynamicTest(resource + " with " + who.getKey(), () -> {
                    stubs.forget();
                    for (var method : List.of("GET", "POST")) {
                        var answer = who.getValue().call(method, "/api/v1/" + resource, null);
                        assertThat(answer.status()).isEqualTo(401);
                        assertThat(answer.body().path("code").asString()).isEqualTo("unauthenticated");
                        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
                    }
                    stubs.all().values().forEach(stub -> assertThat(stub.asked()).isEmpty());
                })));
    }

    @TestFactory
    Stream<DynamicTest> a_wrong_token_opens_nothing_that_is_open_without() {
        return withoutRight().entrySet().stream().filter(who -> !who.getKey().equals("no token"))
                .map(who -> dynamicTest(who.getKey(),
                        () -> assertThat(who.getValue().get("/api/v1/feeds/eol.ics").status()).isEqualTo(401)));
    }

    @TestFactory
    Stream<DynamicTest> what_is_open_needs_no_token() {
        return OPEN.stream().map(path -> dynamicTest(path, () -> assertThat(api.get(path).status()).isNotIn(401, 403)));
    }

    @Test
    void every_route_is_in_a_list() {
        var listed = Stream
                .concat(OPEN.stream().filter(path -> path.startsWith("/api/v1/")).map(path -> path.substring(8)), CLOSED.stream())
                .map(path -> path.replaceAll("/.*", "")).collect(Collectors.toSet());
        assertThat(table.services().values().stream().flatMap(row -> row.resources().stream()))
                .containsExactlyInAnyOrderElementsOf(listed);
    }

    @Test
    void every_page_of_the_gateway_is_in_a_list() {
        var mapped = new TreeSet<String>();
        requestMappingHandlerMapping.getHandlerMethods().forEach((mapping, handler) -> {
            if (handler.getBeanType().getName().startsWith("io.amparo.")) mapped.addAll(mapping.getPatternValues());
        });
        assertThat(OPEN).containsAll(mapped);
    }

    @Test
    void health_is_open_and_the_rest_of_the_actuator_is_not() {
        assertThat(api.get("/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(api.get("/actuator/env").status()).isEqualTo(401);
        assertThat(api.as(Persona.GISELE).get("/actuator/env").status()).isEqualTo(403);
    }

    @Test
    void meters_are_for_staff() {
        withoutRight().forEach((who, caller) -> assertThat(caller.get("/actuator/prometheus").status()).as(who).isEqualTo(401));
        assertThat(api.as(Persona.BRUNO).get("/actuator/prometheus").status()).isEqualTo(403);
        assertThat(api.as(Persona.FABIO).get("/actuator/prometheus").text()).contains("amparo_gateway_streams");
    }

    @Test
    void a_refusal_speaks_the_caller_s_language() {
        assertThat(api.with("Accept-Language", "pt-BR").get("/api/v1/me").body().path("title").asString()).startsWith("Entre");
        assertThat(api.with("Accept-Language", "es").get("/api/v1/me").body().path("title").asString()).startsWith("Inicie");
    }
}
