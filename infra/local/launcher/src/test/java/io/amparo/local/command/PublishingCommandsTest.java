package io.amparo.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amparo.local.suite.Addresses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./amparo outbox retry} and {@code republish} against a stub identity provider and a stub service. */
class PublishingCommandsTest {
    private final List<String> requests = new ArrayList<>();
    private final StringWriter output = new StringWriter();
    private HttpServer server;
    private int status = 200;
    private String responseBody = "{\"retried\": 2}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/authorize", request -> {
            request.getResponseHeaders().set("Location", "http://127.0.0.1:1/callback?code=c");
            respond(request, 302, "");
        });
        server.createContext("/oauth2/token", request -> respond(request, 200, "{\"access_token\": \"iaras\"}"));
        server.createContext("/", request -> {
            requests.add("%s %s %s %s".formatted(request.getRequestMethod(), request.getRequestURI(),
                    request.getRequestHeaders().getFirst("Authorization"),
                    new String(request.getRequestBody().readAllBytes(), UTF_8)));
            respond(request, status, responseBody);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void respond(HttpExchange request, int status, String body) throws IOException {
        request.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        request.getResponseBody().write(body.getBytes(UTF_8));
        request.close();
    }

    private int retry(String... arguments) {
        var all = new ArrayList<>(List.of("retry"));
        all.addAll(List.of(arguments));
        return execute(new OutboxEvents(this::addresses), all);
    }

    private Addresses addresses() {
        var baseUrl = "http://localhost:" + server.getAddress().getPort();
        return new Addresses(Map.of("OIDC_ISSUER", baseUrl, "EOL_URL", baseUrl + "/eol", "TICKET_URL", "http://localhost:1"));
    }

    private int execute(Object command, List<String> arguments) {
        return Amparo.commandLine(command).setOut(new PrintWriter(output)).setErr(new PrintWriter(output))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void retry_of_all_parked_events_is_requested_as_administrator() {
        assertThat(retry("eol-service")).isZero();

        assertThat(requests).containsExactly("POST /eol/actuator/outbox Bearer iaras {}");
        assertThat(output)
                .hasToString("eol-service sends 2 parked events once more. What fails is parked once more.%n".formatted());
    }

    @Test
    void retry_of_one_event_names_its_id() {
        responseBody = "{\"retried\": 0}";

        assertThat(retry("eol-service", "opmon-7/3/0")).isZero();

        assertThat(requests).containsExactly("POST /eol/actuator/outbox Bearer iaras {\"id\":\"opmon-7/3/0\"}");
        assertThat(output).hasToString("eol-service has no parked events with the id opmon-7/3/0.%n".formatted());
    }

    @Test
    void unknown_unreachable_and_failing_services_fail_the_command() {
        status = 500;

        assertThat(retry("eol")).isOne();
        assertThat(retry("ticket-service")).isOne();
        assertThat(retry("eol-service")).isOne();

        assertThat(output.toString()).contains("No service is called eol; existing services: sla-service",
                "ticket-service does not answer", "eol-service answered 500");
    }

    @Test
    void republication_is_requested_as_administrator_and_names_its_collections() {
        responseBody = "{\"collections\": [\"products\"]}";

        assertThat(execute(new Republish(this::addresses), List.of("eol-service"))).isZero();

        assertThat(requests).containsExactly("POST /eol/actuator/republish Bearer iaras {}");
        assertThat(output).hasToString("eol-service publishes products once more, in the background.%n".formatted());
    }

    @Test
    void root_command_has_both_commands() {
        assertThat(Amparo.commandLine().getSubcommands()).containsKeys("outbox", "republish");
    }
}
