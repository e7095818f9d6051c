package io.amparo.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.suite.Addresses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code ./amparo outbox retry} and {@code republish} against a stub identity provider and a stub service. */
class PublishingCommandsTest {
    private final StringWriter output = new StringWriter();
    private ActuatorStub services;

    @BeforeEach
    void start() throws IOException {
        services = new ActuatorStub("{\"retried\": 2}");
    }

    @AfterEach
    void stop() {
        services.close();
    }

    private int retry(String... arguments) {
        var all = new ArrayList<>(List.of("retry"));
        all.addAll(List.of(arguments));
        return execute(new OutboxEvents(this::addresses), all);
    }

    private Addresses addresses() {
        var baseUrl = services.baseUrl();
        return new Addresses(Map.of("OIDC_ISSUER", baseUrl, "EOL_URL", baseUrl + "/eol", "TICKET_URL", "http://localhost:1"));
    }

    private int execute(Object command, List<String> arguments) {
        return Amparo.commandLine(command).setOut(new PrintWriter(output)).setErr(new PrintWriter(output))
                .execute(arguments.toArray(String[]::new));
    }

    @Test
    void retry_of_all_parked_events_is_requested_as_administrator() {
        assertThat(retry("eol-service")).isZero();

        assertThat(services.requests()).containsExactly("POST /eol/actuator/outbox Bearer iaras {}");
        assertThat(output)
                .hasToString("eol-service sends 2 parked events once more. What fails is parked once more.%n".formatted());
    }

    @Test
    void retry_of_one_event_names_its_id() {
        services.respondWith("{\"retried\": 0}");

        assertThat(retry("eol-service", "opmon-7/3/0")).isZero();

        assertThat(services.requests()).containsExactly("POST /eol/actuator/outbox Bearer iaras {\"id\":\"opmon-7/3/0\"}");
        assertThat(output).hasToString("eol-service has no parked events with the id opmon-7/3/0.%n".formatted());
    }

    @Test
    void unknown_unreachable_and_failing_services_fail_the_command() {
        services.failWith(500);

        assertThat(retry("eol")).isOne();
        assertThat(retry("ticket-service")).isOne();
        assertThat(retry("eol-service")).isOne();

        assertThat(output.toString()).contains("No service is called eol; existing services: sla-service",
                "ticket-service does not answer", "eol-service answered 500");
    }

    @Test
    void republication_is_requested_as_administrator_and_names_its_collections() {
        services.respondWith("{\"collections\": [\"products\"]}");

        assertThat(execute(new Republish(this::addresses), List.of("eol-service"))).isZero();

        assertThat(services.requests()).containsExactly("POST /eol/actuator/republish Bearer iaras {}");
        assertThat(output).hasToString("eol-service publishes products once more, in the background.%n".formatted());
    }

    @Test
    void help_of_republish_lists_the_services_with_whole_states() throws IOException {
        var repository = Path.of("").toAbsolutePath().getParent().getParent().getParent();
        try (var files = Files.walk(repository, 12)) {
            var services = files
                    .filter(file -> file.toString().endsWith(".java") && file.toString().contains("-service/src/main/"))
                    .filter(PublishingCommandsTest::hasWholeStates).map(file -> repository.relativize(file).getName(0).toString())
                    .collect(Collectors.toSet());

            assertThat(new Republish.Services()).containsExactlyInAnyOrderElementsOf(services);
            assertThat(Amparo.commandLine(new Republish()).getUsageMessage()).contains(services);
        }
    }

    private static boolean hasWholeStates(Path file) {
        try {
            return Files.readString(file).contains("wholeStateEvents()");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void outbox_and_republish_are_registered() {
        assertThat(Amparo.commandLine().getSubcommands()).containsKeys("outbox", "republish");
    }
}
