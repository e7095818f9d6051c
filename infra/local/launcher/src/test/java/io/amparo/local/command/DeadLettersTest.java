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

/** {@code ./amparo dlt} against a stub identity provider and stub services. */
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

    private CommandResult dlt(String... arguments) {
        var baseUrl = services.baseUrl();
        var closedPortUrl = "http://localhost:1";
        var addresses = new Addresses(Map.of("OIDC_ISSUER", baseUrl, "SLA_URL", baseUrl + "/sla", "TICKET_URL",
                baseUrl + "/ticket", "EOL_URL", baseUrl + "/eol", "KNOWLEDGE_URL", baseUrl + "/knowledge", "ENTITLEMENT_URL",
                baseUrl + "/entitlement", "NOTIFICATION_URL", closedPortUrl));
        var text = new StringWriter();
        var line = Amparo.commandLine(new DeadLetters(() -> addresses)).setOut(new PrintWriter(text))
                .setErr(new PrintWriter(text));
        return new CommandResult(line.execute(arguments), text.toString());
    }

    private CommandResult replay(String topic, String group) {
        return dlt("replay", topic, group);
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
        services.respondWith("{\"message\": \"ticket-service does not consume amparo.nothing; its topics: amparo.sla\"}");

        var result = replay("amparo.nothing", "ticket-service");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output()).contains("ticket-service does not consume amparo.nothing; its topics: amparo.sla.");
    }

    @Test
    void a_dead_letter_that_is_gone_is_named_as_the_service_names_it() {
        services.respondTo("/3", 404);
        services.respondWith("""
                {"deadLetters": [{"offset": 3}], "message": "No dead letter waits at amparo.sla.ticket-service.dlt@3"}""");

        var result = dlt("show", "amparo.sla", "ticket-service", "t1");

        assertThat(result.exitCode()).isOne();
        assertThat(result.output()).contains("No dead letter waits at amparo.sla.ticket-service.dlt@3.")
                .doesNotContain("does not consume");
    }

    @Test
    void a_service_without_topics_is_named() {
        services.failWith(404);

        assertThat(replay("amparo.sla", "ticket-service").output()).contains("ticket-service consumes no topic.");
    }

    @Test
    void outcomes_that_the_engine_decides_later_are_printed_and_fail_the_command() {
        services.respondWith("""
                {"replayed": 1, "remaining": 1, "undecided": 1, "attempts": [
                 {"deadLetter": {"offset": 4, "id": "a"}, "outcome": "PROCESSED"},
                 {"deadLetter": {"offset": 5, "id": "b"}, "outcome": "PARKED", "failure": "too large"},
                 {"deadLetter": {"offset": 6, "id": "c"}, "outcome": "UNDECIDED"}]}""");

        var result = dlt("replay", "amparo.tickets", "sla-engine");

        assertThat(result.exitCode()).isOne();
        assertThat(result.output()).containsPattern("replayed +@4").containsPattern("parked again +@5 .*too large")
                .containsPattern("handed over +@6").contains("1 more were handed to sla-engine, which has not decided them yet");
        services.respondWith("{\"replayed\": 1, \"remaining\": 0, \"undecided\": 1}");
        assertThat(dlt("replay", "amparo.tickets", "sla-engine").exitCode()).isOne();
    }

    @Test
    void dropped_ones_of_one_topic_are_listed() {
        services.respondWith("""
                {"dropped": [{"deadLetters": "amparo.sla.ticket-service.dlt", "offset": 3, "subject": "t1", "reason": "no good",
                 "by": "iara", "at": "2026-01-01T00:00:00Z"}]}""");

        assertThat(dlt("list", "--dropped", "amparo.sla", "ticket-service").output())
                .contains("amparo.sla.ticket-service.dlt@3  subject t1, by iara at 2026-01-01T00:00:00Z: no good");
        assertThat(services.requests())
                .containsExactly("GET /ticket/actuator/deadletters/amparo.sla?group=ticket-service&dropped=true Bearer iaras ");
        services.respondWith("{\"dropped\": []}");
        assertThat(dlt("list", "--dropped", "amparo.sla", "ticket-service").output()).contains("No dead letter", "was dropped");
    }

    @Test
    void all_that_wait_behind_a_dropped_one_are_dropped_with_it() {
        services.respondWith(
                "{\"deadLetters\": [{\"offset\": 3}], \"dropped\": true, \"count\": 5, \"message\": \"nothing waits\"}");

        assertThat(dlt("drop", "amparo.sla", "ticket-service", "t1", "--reason", "no good", "--following").output())
                .isEqualTo("t1 is dropped with 4 behind it: nothing waits.%n".formatted());
        assertThat(services.requests().getLast()).contains("&reason=no+good&following=true");
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

    @Test
    void replay_prints_each_attempt_with_its_failure_and_may_be_limited() {
        services.respondWith(
                """
                        {"replayed": 1, "remaining": 2, "attempts": [
                         {"deadLetter": {"offset": 4, "id": "t1/1/0", "type": "TicketOpened", "subject": "t1", "reason": "old"}},
                         {"deadLetter": {"offset": 7, "subject": "t2", "reason": "old"}, "outcome": "FAILED", "failure": "NullPointerException: at"}]}""");

        var result = dlt("replay", "amparo.sla", "ticket-service", "t1");

        assertThat(services.requests().getLast()).contains("\"group\":\"ticket-service\"", "\"only\":\"t1\"");
        assertThat(result.exitCode()).isOne();
        assertThat(result.output()).containsPattern("replayed +@4").containsPattern("failed +@7").contains("t1/1/0", "subject t2",
                "NullPointerException: at", "1 dead letters of ticket-service",
                "./amparo dlt drop amparo.sla ticket-service <id> --reason <text>");
    }

    @Test
    void a_replay_that_ends_early_prints_what_it_did_and_fails() {
        services.failWith(503);
        services.respondWith("""
                {"replayed": 1, "remaining": 3, "ended": "MongoTimeoutException: no server", "attempts": [
                 {"deadLetter": {"offset": 4, "id": "t1/1/0", "reason": "old"}}]}""");

        var result = replay("amparo.sla", "ticket-service");

        assertThat(result.exitCode()).isOne();
        assertThat(result.output()).containsPattern("replayed +@4").contains("ended early: MongoTimeoutException: no server",
                "3 remain");
    }

    @Test
    void counts_of_all_topics_are_listed_and_a_service_that_is_away_is_named() {
        services.respondWith(
                """
                        {"topics": [{"topic": "amparo.sla", "group": "g", "count": 2, "oldest": "2026-01-01T00:00:00Z"}], "dropped": []}""");

        var result = dlt("list");

        assertThat(services.requests()).contains("GET /ticket/actuator/deadletters Bearer iaras ",
                "GET /eol/actuator/deadletters Bearer iaras ");
        assertThat(result.output()).containsPattern("amparo.sla +g +2  2026-01-01T00:00:00Z")
                .contains("notification-service does not answer");
        assertThat(result.exitCode()).isOne();
    }

    @Test
    void all_pages_of_a_topic_are_listed() {
        services.respondWith("""
                {"deadLetters": [{"offset": 3, "since": "2026-01-01T00:00:00Z", "id": "e1", "type": "SlaMet", "subject": "t1",
                 "reason": "NullPointerException: at"}]}""");

        assertThat(dlt("list", "amparo.sla", "sla-engine")).isEqualTo(
                new CommandResult(0, "@3  2026-01-01T00:00:00Z  e1  SlaMet  subject t1  NullPointerException: at%n".formatted()));
        assertThat(services.requests())
                .containsExactly("GET /sla/actuator/deadletters/amparo.sla?group=sla-engine Bearer iaras ");
        assertThat(dlt("list", "amparo.sla").exitCode()).isEqualTo(2);
    }

    @Test
    void a_dead_letter_is_shown_and_dropped_by_the_id_of_its_event() {
        services.respondWith("""
                {"deadLetters": [{"offset": 3}], "deadLetter": {"offset": 3, "id": "t1/1/0"}, "headers": {"ce_id": "t1/1/0"},
                 "payload": {"number": "T-1"}, "stackTrace": "at X", "dropped": true, "message": "nothing waits"}""");

        assertThat(dlt("show", "amparo.sla", "ticket-service", "t1/1/0", "--payload").output()).contains("header:  ce_id: t1/1/0",
                "\"T-1\"", "at X");
        assertThat(dlt("drop", "amparo.sla", "ticket-service", "t1/1/0", "--reason", "no good"))
                .isEqualTo(new CommandResult(0, "t1/1/0 is dropped: nothing waits.%n".formatted()));
        assertThat(services.requests()).containsExactly(
                "GET /ticket/actuator/deadletters/amparo.sla?group=ticket-service&only=t1%2F1%2F0 Bearer iaras ",
                "GET /ticket/actuator/deadletters/amparo.sla/3?group=ticket-service&payload=true Bearer iaras ",
                "GET /ticket/actuator/deadletters/amparo.sla?group=ticket-service&only=t1%2F1%2F0 Bearer iaras ",
                "DELETE /ticket/actuator/deadletters/amparo.sla/3?group=ticket-service&reason=no+good Bearer iaras ");
    }

    @Test
    void a_drop_without_a_reason_is_a_usage_error() {
        assertThat(dlt("drop", "amparo.sla", "ticket-service", "t1").exitCode()).isEqualTo(2);
        assertThat(services.requests()).isEmpty();
    }

    @Test
    void an_unknown_id_fails_with_the_command_that_lists_ids() {
        services.respondWith("{\"deadLetters\": []}");

        var result = dlt("show", "amparo.sla", "ticket-service", "t9");

        assertThat(result.exitCode()).isOne();
        assertThat(result.output()).contains("is called t9", "./amparo dlt list amparo.sla ticket-service");
    }
}
