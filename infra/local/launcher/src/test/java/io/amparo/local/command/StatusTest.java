package io.amparo.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusTest {
    @TempDir
    Path dir;

    private final StringWriter output = new StringWriter();
    private Path run;
    private Addresses addresses = new Addresses(Map.of());

    @BeforeEach
    void createFolder() throws IOException {
        run = Files.createDirectories(dir.resolve("run"));
    }

    @Test
    void exit_code_is_zero_if_all_processes_run() throws Exception {
        writePid("mail", ProcessHandle.current());
        writePid("supervisor", ProcessHandle.current());

        assertThat(status()).isZero();
        assertThat(output.toString()).containsPattern("mail +\\d+ +running");
    }

    @Test
    void a_dead_process_without_a_supervisor_has_died() throws Exception {
        Files.writeString(run.resolve("mail.pid"), "1 1");

        assertThat(status()).isNotZero();
        assertThat(output.toString()).containsPattern("mail +- +died").contains("not supervised",
                dir.resolve("log/mail.log").toString());
    }

    @Test
    void a_dead_process_with_a_supervisor_is_restarting() throws Exception {
        Files.writeString(run.resolve("mail.pid"), "1 1");
        writePid("supervisor", ProcessHandle.current());

        assertThat(status()).isNotZero();
        assertThat(output.toString()).containsPattern("mail +- +restarting");
    }

    @Test
    void a_process_that_ended_too_often_has_failed_and_its_log_is_named() throws Exception {
        Files.writeString(run.resolve("mail.pid"), "1 1");
        Files.writeString(run.resolve("mail.failed"), "");
        writePid("supervisor", ProcessHandle.current());

        assertThat(status()).isNotZero();
        assertThat(output.toString()).containsPattern("mail +- +FAILED").contains("ended three times within a minute",
                dir.resolve("log/mail.log").toString());
    }

    @Test
    void a_dead_supervisor_is_reported() throws Exception {
        writePid("mail", ProcessHandle.current());
        Files.writeString(run.resolve("supervisor.pid"), "1 1");

        assertThat(status()).isNotZero();
        assertThat(output.toString()).containsPattern("supervisor +- +died").contains("./amparo up");
    }

    @Test
    void a_service_that_does_not_publish_its_events_is_reported() throws Exception {
        writePid("eol-service", ProcessHandle.current());
        writePid("supervisor", ProcessHandle.current());
        try (var services = new ActuatorStub("{}")) {
            addresses = new Addresses(Map.of("OIDC_ISSUER", services.baseUrl(), "EOL_URL", services.baseUrl() + "/eol"));
            assertThat(status()).isZero();
            services.failWith(503);

            assertThat(status()).isNotZero();

            assertThat(services.requests()).contains("GET /eol/actuator/health/publishing null ");
            assertThat(output.toString()).contains("eol-service has events that are unpublished for more than a minute");
        }
    }

    @Test
    void dead_letters_and_parked_events_are_reported_with_the_command_that_helps() throws Exception {
        writePid("eol-service", ProcessHandle.current());
        writePid("supervisor", ProcessHandle.current());
        try (var services = new ActuatorStub("""
                {"parked": [{}, {}], "topics": [
                 {"topic": "amparo.customers", "group": "eol-service", "count": 3, "oldest": "2026-01-01T00:00:00Z"},
                 {"topic": "amparo.products", "group": "eol-service", "count": 0}]}""")) {
            addresses = new Addresses(Map.of("OIDC_ISSUER", services.baseUrl(), "EOL_URL", services.baseUrl() + "/eol"));

            assertThat(status()).isOne();

            assertThat(output.toString())
                    .contains("eol-service has 3 dead letters of amparo.customers since 2026-01-01T00:00:00Z: "
                            + "./amparo dlt list amparo.customers eol-service")
                    .contains("eol-service has 2 parked events, which the broker refused: ./amparo outbox retry eol-service")
                    .doesNotContain("amparo.products");
        }
    }

    @Test
    void a_running_service_that_does_not_answer_is_reported() throws Exception {
        writePid("eol-service", ProcessHandle.current());
        addresses = new Addresses(Map.of("OIDC_ISSUER", "http://localhost:1", "EOL_URL", "http://localhost:1"));

        assertThat(status()).isNotZero();
        assertThat(output.toString()).contains("eol-service runs but does not answer");
    }

    private void writePid(String process, ProcessHandle handle) throws IOException {
        var startedAt = handle.info().startInstant().orElseThrow().toEpochMilli();
        Files.writeString(run.resolve(process + ".pid"), handle.pid() + " " + startedAt);
    }

    private int status() {
        return Amparo.commandLine(new Status(() -> new Home(dir), () -> addresses)).setOut(new PrintWriter(output)).execute();
    }
}
