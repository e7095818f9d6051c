package io.amparo.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.suite.Addresses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./amparo dlt replay} against a stub identity provider and stub services. */
class DeadLettersTest {
    private record CommandResult(int exitCode, String output) {}

    private ActuatorStub services;

    @BeforeEach
    void start() throws IOException {
        services = new ActuatorStub("");
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private CommandResult replay(String topic, String group) {
        var baseUrl = services.baseUrl();
        var closedPortUrl = "http://localhost:1";
        var addresses = new Addresses(Map.of("OIDC_ISSUER", baseUrl, "SLA_URL", baseUrl + "/sla", "TICKET_URL",
                baseUrl + "/ticket", "NOTIFICATION_URL", closedPortUrl));
        var text = new StringWriter();
        var line = Amparo.commandLine(new DeadLetters(() -> addresses)).setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text));
        return new CommandResult(line.execute("replay", topic, group), text.toString());
    }

    @Test
    void replay_is_requested_as_administrator_and_its_result_is_printed() {
        services.respondWith("{\"topic\": \"amparo.sla\", \"replayed\": 3, \"remaining\": 0}");

        var result = replay("amparo.sla", "ticket-service");

        assertThat(services.requests())
                .containsExactly("POST /ticket/actuator/deadletters/amparo.sla Bearer iaras {\"group\":\"ticket-service\"}");
        assertThat(result).isEqualTo(
                new CommandResult(0, "3 dead letters of ticket-service on amparo.sla were replayed, 0 remain.%n".formatted()));
    }

    @Test
    void dead_letters_of_the_engine_are_replayed_by_sla_service() {
        services.respondWith("{\"replayed\": 1, \"remaining\": 0}");

        assertThat(replay("amparo.tickets", "sla-engine").exitCode()).isZero();
        assertThat(services.requests())
                .containsExactly("POST /sla/actuator/deadletters/amparo.tickets Bearer iaras {\"group\":\"sla-engine\"}");
    }

    @Test
    void a_dead_letter_that_fails_during_replay_fails_the_command() {
        services.respondWith("{\"replayed\": 1, \"remaining\": 2}");

        var result = replay("amparo.sla", "ticket-service");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).startsWith("1 dead letters").contains("2 remain");
    }

    @Test
    void a_replay_without_dead_letters_succeeds_with_a_message() {
        services.respondWith("{\"replayed\": 0, \"remaining\": 0}");

        assertThat(replay("amparo.sla", "ticket-service"))
                .isEqualTo(new CommandResult(0, "There are no dead letters of ticket-service on amparo.sla.%n".formatted()));
    }

    @Test
    void an_unknown_group_fails_with_a_list_of_groups_and_no_request() {
        var result = replay("amparo.sla", "tickets");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("No group is called tickets", "ticket-service", "sla-engine");
        assertThat(services.requests()).isEmpty();
    }

    @Test
    void a_topic_that_the_service_does_not_read_fails_the_command() {
        services.failWith(404);

        var result = replay("amparo.nothing", "ticket-service");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("ticket-service does not read amparo.nothing");
    }

    @Test
    void an_unreachable_service_fails_with_a_hint_to_start_the_suite() {
        var result = replay("amparo.sla", "notification-service");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("notification-service does not answer", "./amparo up");
    }

    @Test
    void an_unexpected_response_of_a_service_is_printed() {
        services.failWith(503);
        services.respondWith("later");

        assertThat(replay("amparo.sla", "ticket-service").output()).contains("ticket-service answered 503: later");
    }
}
