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
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./amparo dlt replay} against a stub identity provider and stub services. */
class DeadLettersTest {
    private record Said(int exit, String text) {}

    private final List<String> asked = new ArrayList<>();
    private final HttpServer server = server();
    private int status = 200;
    private String answer = "";

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @BeforeEach
    void start() {
        server.createContext("/oauth2/authorize", request -> {
            var iara = "Basic " + Base64.getEncoder().encodeToString("iara@opservices.example:demo".getBytes(UTF_8));
            request.getResponseHeaders().set("Location", "http://127.0.0.1:1/callback?code=c");
            answer(request, request.getRequestHeaders().getFirst("Authorization").equals(iara) ? 302 : 401, "");
        });
        server.createContext("/oauth2/token", request -> answer(request, 200, "{\"access_token\": \"iaras\"}"));
        server.createContext("/", request -> {
            asked.add("%s %s %s %s".formatted(request.getRequestMethod(), request.getRequestURI(),
                    request.getRequestHeaders().getFirst("Authorization"),
                    new String(request.getRequestBody().readAllBytes(), UTF_8)));
            answer(request, status, answer);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private static void answer(HttpExchange request, int status, String body) throws IOException {
        request.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        request.getResponseBody().write(body.getBytes(UTF_8));
        request.close();
    }

    private Said replay(String topic, String group) {
        var here = "http://localhost:" + server.getAddress().getPort();
        var nobody = "http://localhost:1";
        var addresses = new Addresses(Map.of("OIDC_ISSUER", here, "SLA_URL", here + "/sla", "TICKET_URL", here + "/ticket",
                "NOTIFICATION_URL", nobody));
        var text = new StringWriter();
        var line = Amparo.commandLine(new DeadLetters(() -> addresses)).setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text));
        return new Said(line.execute("replay", topic, group), text.toString());
    }

    @Test
    void the_service_is_asked_by_an_administrator_and_what_it_did_is_told() {
        answer = "{\"topic\": \"amparo.sla\", \"replayed\": 3, \"left\": 0}";

        var said = replay("amparo.sla", "ticket-service");

        assertThat(asked)
                .containsExactly("POST /ticket/actuator/deadletters/amparo.sla Bearer iaras {\"group\":\"ticket-service\"}");
        assertThat(said).isEqualTo(
                new Said(0, "3 of the dead letters of ticket-service on amparo.sla went through, 0 are left.%n".formatted()));
    }

    @Test
    void the_letters_of_the_engine_are_with_its_service() {
        answer = "{\"replayed\": 1, \"left\": 0}";

        assertThat(replay("amparo.tickets", "sla-engine").exit()).isZero();
        assertThat(asked)
                .containsExactly("POST /sla/actuator/deadletters/amparo.tickets Bearer iaras {\"group\":\"sla-engine\"}");
    }

    @Test
    void a_letter_that_failed_again_makes_the_command_fail() {
        answer = "{\"replayed\": 1, \"left\": 2}";

        var said = replay("amparo.sla", "ticket-service");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).startsWith("1 of the dead letters").contains("2 are left");
    }

    @Test
    void nothing_to_replay_is_said_and_no_failure() {
        answer = "{\"replayed\": 0, \"left\": 0}";

        assertThat(replay("amparo.sla", "ticket-service"))
                .isEqualTo(new Said(0, "There are no dead letters of ticket-service on amparo.sla.%n".formatted()));
    }

    @Test
    void a_group_that_there_is_not_is_named_with_those_that_there_are_and_nobody_is_asked() {
        var said = replay("amparo.sla", "tickets");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("No group is called tickets", "ticket-service", "sla-engine");
        assertThat(asked).isEmpty();
    }

    @Test
    void a_topic_that_the_service_does_not_read_is_named() {
        status = 404;

        var said = replay("amparo.nothing", "ticket-service");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("ticket-service does not read amparo.nothing");
    }

    @Test
    void a_service_that_is_down_is_named_with_what_to_do() {
        var said = replay("amparo.sla", "notification-service");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text()).contains("notification-service does not answer", "./amparo up");
    }

    @Test
    void what_else_a_service_answers_is_shown() {
        status = 503;
        answer = "later";

        assertThat(replay("amparo.sla", "ticket-service").text()).contains("ticket-service answered 503: later");
    }
}
