package io.amparo.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.StubServices;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.MediaType;

@GatewayTest
class RoutesIT {
    @Autowired
    ApiClients api;
    @Autowired
    StubServices stubs;
    @LocalServerPort
    int port;

    @BeforeEach
    void resetStubs() {
        stubs.reset();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ticket,       tickets, tickets/T-2026-000001, alerts, surveys/x
            entitlement,  me, policy, entitlement-decisions, customers/acme
            entitlement,  me, policy/versions/1, invitations/x, orders/x
            sla,          sla/quotes, sla/board, sla/clocks/T-2026-000001, sla
            knowledge,    articles, search, suggestions, forum/topics
            knowledge,    courses, certificates/1, articles/a/versions, forum
            knowledge,    enrolments, xapi/statements, courses/a/lessons/b, courses/a/enrolment
            knowledge,    course-files/1, courses/a/files/b/link, enrolments, forum
            notification, notifications, notification-preferences, webhooks, deliveries
            notification, unsubscribe/x, notifications/1/read, webhooks/1, deliveries/2
            notification, breach-alerts, breach-alerts/groups/1, rosters, rosters/manager/on-duty
            notification, notices/x, eol/announcements/1/notices, eol/announcements/1/acknowledgements, notices
            eol,          products, eol/announcements, feeds/eol.ics, openeox/opmon-9/9.2.json
            """)
    void each_resource_is_routed_to_its_service(String service, String one, String two, String three, String four) {
        for (var resource : new String[]{one, two, three, four}) {
            stubs.reset();
            api.as(Persona.BRUNO).get().uri("/api/v1/" + resource).exchange().expectStatus().isOk();
            stubs.all().forEach((name, stub) -> assertThat(stub.requests()).as(resource + " at " + name)
                    .hasSize(name.equals(service) ? 1 : 0));
        }
    }

    @Test
    void a_request_reaches_the_service_unchanged() {
        var body = "{\"subject\":\"não abre\"}";
        api.as(Persona.BRUNO).post().uri(URI.create("/api/v1/tickets/a%20b?q=c%26d&q=e%C3%A7&empty="))
                .header("Idempotency-Key", "k-1").header("If-Match", "\"7\"").header("Accept-Language", "es")
                .header("Last-Event-ID", "42").contentType(MediaType.APPLICATION_JSON).body(body).exchange().expectStatus()
                .isOk();

        var received = stubs.of("ticket").requests().getFirst();
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.uri()).isEqualTo("/api/v1/tickets/a%20b?q=c%26d&q=e%C3%A7&empty=");
        assertThat(received.body()).isEqualTo(body);
        assertThat(received.header("Idempotency-Key")).isEqualTo("k-1");
        assertThat(received.header("If-Match")).isEqualTo("\"7\"");
        assertThat(received.header("Accept-Language")).isEqualTo("es");
        assertThat(received.header("Last-Event-ID")).isEqualTo("42");
        assertThat(received.header("Authorization")).startsWith("Bearer ey");
    }

    @Test
    void forwarding_headers_are_removed_and_the_trace_is_set() {
        api.as(Persona.BRUNO).get().uri("/api/v1/me").header("X-Forwarded-For", "6.6.6.6").header("Forwarded", "for=6.6.6.6")
                .header("X-Real-IP", "6.6.6.6").header("Cookie", "a=b").header("X-HTTP-Method-Override", "DELETE").exchange();

        var received = stubs.of("entitlement").requests().getFirst();
        assertThat(received.header("X-Forwarded-For") + received.header("Forwarded") + received.header("X-Real-IP"))
                .doesNotContain("6.6");
        assertThat(received.header("Cookie")).isEmpty();
        assertThat(received.header("X-HTTP-Method-Override")).isEmpty();
        // Flags of W3C Trace Context 2: sampled (1), random trace id (2).
        assertThat(received.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[0-3]");
    }

    @Test
    void a_refusal_of_a_service_is_passed_on_unchanged() {
        var problem = "{\"type\":\"https://amparo.example/problems/not-entitled\",\"status\":403,\"code\":\"not-entitled\"}";
        stubs.of("ticket").respondWith(403, "application/problem+json", problem, "ETag", "\"3\"");

        api.as(Persona.DAVI).post().uri("/api/v1/tickets").body(Map.of()).exchange().expectStatus().isForbidden().expectHeader()
                .valueEquals("ETag", "\"3\"").expectHeader().valueEquals("Content-Type", "application/problem+json")
                .expectBody(String.class).isEqualTo(problem);
    }

    /** The page on which everyone verifies a certificate (R4.2) forbids scripts by itself. */
    @Test
    void a_page_of_a_service_keeps_its_policy_and_needs_no_token() {
        stubs.of("knowledge").respondWith(200, "text/html;charset=UTF-8", "<h1>Certificado</h1>", "Content-Security-Policy",
                "default-src 'none'", "Content-Language", "pt-BR");

        api.anonymous().get().uri("/api/v1/certificates/AMP-7K2Q-M9XD-04TZ").header("Accept", "text/html").exchange()
                .expectStatus().isOk().expectHeader().valueEquals("Content-Security-Policy", "default-src 'none'").expectHeader()
                .valueEquals("Content-Language", "pt-BR").expectBody(String.class).isEqualTo("<h1>Certificado</h1>");
        assertThat(stubs.of("knowledge").requests().getFirst().header("Accept")).isEqualTo("text/html");
    }

    /** A mail program ends mails by a form (RFC 8058), and a reader by the page of the service. */
    @Test
    void a_form_that_ends_mails_needs_no_token() {
        stubs.of("notification").respondWith(204, "text/html", "");

        api.anonymous().post().uri("/api/v1/unsubscribe/abc.def").contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body("List-Unsubscribe=One-Click").exchange().expectStatus().isNoContent();

        var request = stubs.of("notification").requests().getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.uri()).isEqualTo("/api/v1/unsubscribe/abc.def");
    }

    @Test
    void a_response_keeps_its_etag_and_gets_a_relative_location() {
        var products = stubs.of("eol");
        products.respondWith(201, "application/json",
                "{\"id\":\"opmon\",\"name\":\"OpMon\",\"line\":\"monitoring\",\"releases\":[],\"lifecycle\":[]}", "ETag", "\"1\"",
                "Location", products.url() + "/api/v1/products/opmon");

        var response = api.as(Persona.HEITOR).post().uri("/api/v1/products").body(Map.of()).exchange().expectStatus().isCreated()
                .expectHeader().valueEquals("ETag", "\"1\"").expectHeader().valueEquals("Location", "/api/v1/products/opmon");
        assertThat(response.returnResult().getResponseHeaders().getOrEmpty("Cache-Control")).hasSizeLessThan(2);
    }

    @Test
    void a_conditional_read_is_answered_by_the_service() {
        stubs.of("ticket").respondWith(304, "application/json", "", "ETag", "\"9\"");

        api.as(Persona.BRUNO).get().uri("/api/v1/tickets/T-1").header("If-None-Match", "\"9\"").exchange().expectStatus()
                .isNotModified();

        assertThat(stubs.of("ticket").requests().getFirst().header("If-None-Match")).isEqualTo("\"9\"");
    }

    @Test
    void connections_to_a_service_are_reused() {
        var bruno = api.as(Persona.BRUNO);

        for (int i = 0; i < 50; i++) bruno.post().uri("/api/v1/tickets").body(Map.of()).exchange();

        assertThat(stubs.of("ticket").requests()).hasSize(50);
        assertThat(stubs.of("ticket").connections()).isLessThan(5);
    }

    @Test
    void a_form_reaches_the_service_unchanged() {
        assertThat(send("/api/v1/unsubscribe/abc?list=1", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"))
                .isEqualTo(200);

        var received = stubs.of("notification").requests().getFirst();
        assertThat(received.uri()).isEqualTo("/api/v1/unsubscribe/abc?list=1");
        assertThat(received.body()).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void an_unrouted_path_gets_404() {
        for (var path : new String[]{"/api/v1/nothing", "/api/v2/tickets", "/api/v1/ticketsX", "/api", "/api/v1/actuator/health",
                "/api/v1"}) {
            api.as(Persona.IARA).get().uri(path).exchange().expectStatus().isNotFound().expectBody().jsonPath("$.code")
                    .isEqualTo("not-found");
        }

        stubs.all().values().forEach(stub -> assertThat(stub.requests()).isEmpty());
    }

    @Test
    void internal_paths_of_a_service_cannot_be_reached() {
        for (var path : new String[]{"/api/v1/tickets/..%2f..%2factuator/prometheus",
                "/api/v1/tickets/%2e%2e/%2e%2e/actuator/env", "/api/v1/tickets;x=/../../actuator/env", "//actuator/env"}) {
            api.as(Persona.IARA).get().uri(URI.create("http://localhost:" + port + path)).exchange().expectStatus()
                    .value(status -> assertThat(status).isIn(400, 404));
        }

        api.as(Persona.IARA).get().uri("/actuator/env").exchange().expectStatus().isNotFound();
        stubs.all().values().forEach(stub -> assertThat(stub.requests()).isEmpty());
    }

    @Test
    void any_text_of_a_query_reaches_its_service() {
        api.as(Persona.BRUNO).get().uri(URI.create("http://localhost:" + port + "/api/v1/search?q=%00backup")).exchange()
                .expectStatus().isOk();
        assertThat(stubs.of("knowledge").requests().getFirst().uri()).endsWith("q=%00backup");
    }

    @Test
    void a_body_that_is_too_large_is_refused_and_a_large_upload_passes() {
        api.as(Persona.BRUNO).post().uri("/api/v1/tickets").contentType(MediaType.APPLICATION_JSON)
                .body("\"" + "x".repeat(1 << 20) + "\"").exchange().expectStatus().isEqualTo(413);
        assertThat(stubs.of("ticket").requests()).isEmpty();

        var upload = "--b\r\nContent-Disposition: form-data; name=f\r\n\r\n" + "x".repeat(5 << 20) + "\r\n--b--\r\n";
        assertThat(send("/api/v1/tickets/T-1/attachments", "multipart/form-data; boundary=b", upload)).isEqualTo(200);
        assertThat(stubs.of("ticket").requests().getFirst().body()).isEqualTo(upload);
        assertThat(send("/api/v1/tickets/T-1/attachments", "multipart/form-data; boundary=b", "x".repeat(27 << 20)))
                .isEqualTo(413);
    }

    @Test
    void a_response_larger_than_any_buffer_is_passed_on_completely() {
        var large = "ção".repeat(300_000);
        stubs.of("knowledge").respondWith(200, "text/plain;charset=UTF-8", large);

        var response = api.as(Persona.BRUNO).get().uri("/api/v1/articles/large").exchange().returnResult();

        assertThat(response.getResponseBodyContent()).isEqualTo(large.getBytes(UTF_8));
    }

    private int send(String path, String type, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", type)
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.BRUNO));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
