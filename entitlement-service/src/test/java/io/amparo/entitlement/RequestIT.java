package io.amparo.entitlement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestIdentity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Malformed and oversized requests that reach a service without the gateway: a 4xx, never a 500. */
@ServiceTest
class RequestIT {
    private static final String DECISIONS = "/api/v1/entitlement-decisions";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @LocalServerPort
    int port;

    @AfterAll
    static void close() {
        HTTP.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + TestIdentity.get().token(Persona.IARA))
                .header("Content-Type", "application/json");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> decide(String body) throws IOException, InterruptedException {
        return send(request(DECISIONS).POST(BodyPublishers.ofString(body)));
    }

    /** Without Content-Length, so only reading shows the size. */
    private static BodyPublisher chunked(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "%C3", "%00%FF"})
    void query_that_cannot_be_decoded_is_400(String query) throws Exception {
        assertThat(send(request("/api/v1/customers?q=" + query).GET()).statusCode()).isEqualTo(400);
    }

    @Test
    void many_accepted_languages_are_no_error() throws Exception {
        var languages = "de;q=0.5, ".repeat(500) + "en";

        assertThat(send(request("/api/v1/customers").header("Accept-Language", languages).GET()).statusCode()).isEqualTo(200);
        assertThat(send(request("/api/v1/nothing?a=1").header("Accept-Language", languages).GET()).statusCode()).isEqualTo(404);
    }

    @Test
    void large_body_without_a_key_or_a_length_is_refused_unread() throws Exception {
        assertThat(send(request(DECISIONS).POST(chunked(validQuery(100_000)))).statusCode()).isNotEqualTo(400);
        assertThat(send(request(DECISIONS).POST(chunked(validQuery(1_500_000)))).statusCode()).isEqualTo(400);
    }

    /** Only its size can make it invalid. */
    private static String validQuery(int spaces) {
        return "{\"email\":\"bruno@acme.example\",\"kind\":\"INCIDENT\",\"product\":\"opmon-9\",%s\"version\":\"9.2\"}"
                .formatted(" ".repeat(spaces));
    }

    @Test
    void date_out_of_range_is_422_with_its_field() throws Exception {
        var response = decide("""
                {"email": "bruno@acme.example", "kind": "INCIDENT", "at": "-999999999-01-01T00:00:00Z"}""");

        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).contains("\"at\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "*/*;q=x"})
    void change_for_a_caller_that_accepts_no_json_is_406_before_it_is_made(String accepted) throws Exception {
        var response = send(request(DECISIONS).header("Accept", accepted).POST(BodyPublishers.ofString("no JSON")));

        assertThat(response.statusCode()).isEqualTo(406);
    }
}
