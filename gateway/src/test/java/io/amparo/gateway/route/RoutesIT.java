package io.amparo.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.gateway.GatewayTest;
import io.amparo.gateway.Stubs;
import io.amparo.testkit.Api;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestIdentity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@GatewayTest
class RoutesIT {
    @Autowired
    Api api;
    @Autowired
    Stubs stubs;
    @LocalServerPort
    int port;

    @BeforeEach
    void nothing_was_asked_yet() {
        stubs.forget();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            ticket,       tickets, tickets/T-2026-000001, alerts, surveys/x
            entitlement,  me, policy, entitlement-decisions, customers/acme
            sla,          sla/quotes, sla/board, sla/clocks/T-2026-000001, sla
            knowledge,    articles, search, suggestions, forum/topics
            knowledge,    courses, certificates/1, articles/a/versions, forum
            notification, notifications, notification-preferences, webhooks, deliveries
            notification, unsubscribe/x, notifications/1/read, webhooks/1, deliveries/2
            eol,          products, eol/announcements, feeds/eol.ics, openeox/opmon-9/9.2.json
            """)
    void each_resource_is_its_service_s_own(String service, String one, String two, String three, String four) {
        for (var resource : new String[]{one, two, three, four}) {
            stubs.forget();
            assertThat(api.as(Persona.BRUNO).get("/api/v1/" + resource).status()).as(resource).isEqualTo(200);
            stubs.all().forEach(
                    (name, stub) -> assertThat(stub.asked()).as(resource + " at " + name).hasSize(name.equals(service) ? 1 : 0));
        }
    }

    @Test
    void a_request_arrives_as_it_was_sent() {
        var body = "{\"subject\":\"não abre\"}";
        var sent = api.as(Persona.BRUNO).with("Idempotency-Key", "k-1").with("If-Match", "\"7\"").with("Accept-Language", "es")
                .with("Last-Event-ID", "42");
        assertThat(sent.post("/api/v1/tickets/a%20b?q=c%26d&q=e%C3%A7&empty=", body).status()).isEqualTo(200);

        var asked = stubs.of("ticket").asked().getFirst();
        assertThat(asked.method()).isEqualTo("POST");
        assertThat(asked.uri()).isEqualTo("/api/v1/tickets/a%20b?q=c%26d&q=e%C3%A7&empty=");
        assertThat(asked.body()).isEqualTo(body);
        assertThat(asked.header("Idempotency-Key")).isEqualTo("k-1");
        assertThat(asked.header("If-Match")).isEqualTo("\"7\"");
        assertThat(asked.header("Accept-Language")).isEqualTo("es");
        assertThat(asked.header("Last-Event-ID")).isEqualTo("42");
        assertThat(asked.header("Authorization")).startsWith("Bearer ey");
    }

    @Test
    void what_only_the_edge_may_say_is_taken_out_and_the_trace_put_in() {
        api.as(Persona.BRUNO).with("X-Forwarded-For", "6.6.6.6").with("Forwarded", "for=6.6.6.6").with("X-Real-IP", "6.6.6.6")
                .with("Cookie", "a=b").with("X-HTTP-Method-Override", "DELETE").get("/api/v1/me");

        var asked = stubs.of("entitlement").asked().getFirst();
        assertThat(asked.header("X-Forwarded-For") + asked.header("Forwarded") + asked.header("X-Real-IP")).doesNotContain("6.6");
        assertThat(asked.header("Cookie")).isEmpty();
        assertThat(asked.header("X-HTTP-Method-Override")).isEmpty();
        assertThat(asked.header("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]");
    }

    @Test
    void a_refusal_of_a_service_passes_as_it_is() {
        var problem = "{\"type\":\"https://amparo.example/problems/not-entitled\",\"status\":403,\"code\":\"not-entitled\"}";
        stubs.of("ticket").answersWith(403, "application/problem+json", problem, "ETag", "\"3\"");
        var answer = api.as(Persona.DAVI).post("/api/v1/tickets", "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo(problem);
        assertThat(answer.etag()).isEqualTo("\"3\"");
        assertThat(answer.headers().allValues("Content-Type")).containsExactly("application/problem+json");
    }

    @Test
    void an_answer_keeps_its_etag_and_its_location_loses_the_service_s_address() {
        var ticket = stubs.of("ticket");
        ticket.answersWith(201, "application/json", "{\"number\":\"T-1\"}", "ETag", "\"1\"", "Location",
                ticket.url() + "/api/v1/tickets/T-1");
        var answer = api.as(Persona.BRUNO).post("/api/v1/tickets", "{}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.etag()).isEqualTo("\"1\"");
        assertThat(answer.headers().firstValue("Location")).contains("/api/v1/tickets/T-1");
        assertThat(answer.headers().allValues("Cache-Control")).hasSizeLessThan(2);
    }

    @Test
    void a_conditional_read_is_the_service_s_to_answer() {
        stubs.of("ticket").answersWith(304, "application/json", "", "ETag", "\"9\"");
        var answer = api.as(Persona.BRUNO).with("If-None-Match", "\"9\"").get("/api/v1/tickets/T-1");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(stubs.of("ticket").asked().getFirst().header("If-None-Match")).isEqualTo("\"9\"");
    }

    @Test
    void connections_to_a_service_are_kept() {
        for (int i = 0; i < 50; i++) api.as(Persona.BRUNO).post("/api/v1/tickets", "{}");
        assertThat(stubs.of("ticket").asked()).hasSize(50);
        assertThat(stubs.of("ticket").connections()).isLessThan(5);
    }

    @Test
    void a_form_arrives_whole() {
        assertThat(send("/api/v1/unsubscribe/abc?list=1", "application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"))
                .isEqualTo(200);
        var asked = stubs.of("notification").asked().getFirst();
        assertThat(asked.uri()).isEqualTo("/api/v1/unsubscribe/abc?list=1");
        assertThat(asked.body()).isEqualTo("List-Unsubscribe=One-Click");
    }

    @Test
    void what_is_in_no_row_does_not_exist() {
        for (var path : new String[]{"/api/v1/nothing", "/api/v2/tickets", "/api/v1/ticketsX", "/api", "/api/v1/actuator/health",
                "/api/v1"}) {
            var answer = api.as(Persona.IARA).get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.body().path("code").asString()).as(path).isEqualTo("not-found");
        }
        stubs.all().values().forEach(stub -> assertThat(stub.asked()).isEmpty());
    }

    @Test
    void no_path_leads_to_the_inside_of_a_service() {
        for (var path : new String[]{"/api/v1/tickets/..%2f..%2factuator/prometheus",
                "/api/v1/tickets/%2e%2e/%2e%2e/actuator/env", "/api/v1/tickets;x=/../../actuator/env", "//actuator/env"}) {
            var answer = api.as(Persona.IARA).get(path);
            assertThat(answer.status()).as(path).isIn(400, 404);
        }
        assertThat(api.as(Persona.IARA).get("/actuator/env").status()).isEqualTo(404);
        stubs.all().values().forEach(stub -> assertThat(stub.asked()).isEmpty());
    }

    @Test
    void a_body_that_is_too_large_is_refused_and_a_large_upload_passes() {
        assertThat(api.as(Persona.BRUNO).post("/api/v1/tickets", "\"" + "x".repeat(1 << 20) + "\"").status()).isEqualTo(413);
        assertThat(stubs.of("ticket").asked()).isEmpty();

        var upload = "--b\r\nContent-Disposition: form-data; name=f\r\n\r\n" + "x".repeat(5 << 20) + "\r\n--b--\r\n";
        assertThat(send("/api/v1/tickets/T-1/attachments", "multipart/form-data; boundary=b", upload)).isEqualTo(200);
        assertThat(stubs.of("ticket").asked().getFirst().body()).isEqualTo(upload);
        assertThat(send("/api/v1/tickets/T-1/attachments", "multipart/form-data; boundary=b", "x".repeat(27 << 20)))
                .isEqualTo(413);
    }

    @Test
    void an_answer_larger_than_any_buffer_passes_whole() {
        var large = "ção".repeat(300_000);
        stubs.of("knowledge").answersWith(200, "text/plain;charset=UTF-8", large);
        assertThat(api.as(Persona.BRUNO).get("/api/v1/articles/large").text().getBytes(UTF_8)).isEqualTo(large.getBytes(UTF_8));
    }

    private int send(String path, String type, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).header("Content-Type", type)
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.BRUNO));
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(failed);
        }
    }
}
