package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SuiteIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final Ports ports = Ports.free();
    private final List<String> progress = new ArrayList<>();
    private Home home;

    @BeforeEach
    void createHome() {
        home = new Home(dir.resolve("home"));
    }

    @AfterEach
    void stopAll() {
        new Shutdown(home, Duration.ofMillis(100)).stopAll(line -> {});
    }

    @Test
    void everything_starts_and_a_second_start_reports_already_running() {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "serves"));

        assertThat(suite.start(progress::add).alreadyRunning()).isFalse();

        assertThat(progress).hasSize(2).first().asString().contains("broker", "ready after");
        assertThat(ProcessState.all(home)).extracting(ProcessState::name).containsExactly("broker", "ticket-service");
        assertThat(ProcessState.all(home)).allMatch(state -> state.alive() && state.residentBytes() > 0);
        assertThat(Startup.lastDuration(home)).isPresent();
        assertThat(suite.start(progress::add).alreadyRunning()).isTrue();
    }

    @Test
    void a_start_starts_only_missing_processes() {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "serves"));
        suite.start(progress::add);
        var broker = RunningProcess.load(home.pidFile("broker")).orElseThrow().pid();
        suite.kill("ticket-service");

        assertThat(suite.start(progress::add).alreadyRunning()).isFalse();

        assertThat(RunningProcess.load(home.pidFile("broker")).orElseThrow().pid()).isEqualTo(broker);
        assertThat(RunningProcess.load(home.pidFile("ticket-service"))).isPresent();
    }

    @Test
    void state_of_a_different_version_refuses_to_start() throws Exception {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"));
        suite.start(progress::add);
        suite.stop();
        Files.writeString(dir.resolve("home/format"), "1");

        assertThatThrownBy(() -> suite.start(progress::add)).isInstanceOf(SuiteException.class)
                .hasMessageContaining("another version of Amparo").hasMessageContaining(home.dir().toString());

        Files.delete(dir.resolve("home/format"));
        assertThatThrownBy(() -> suite.start(progress::add)).as("state without a format file").isInstanceOf(SuiteException.class);
        assertThat(home.startedProcesses()).isEmpty();
    }

    @Test
    void a_port_in_use_fails_with_its_process_and_variable() throws Exception {
        try (var otherServer = new ServerSocket()) {
            otherServer.bind(new InetSocketAddress("localhost", ports.of(Port.TICKET)));
            var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "serves"));

            assertThatThrownBy(() -> suite.start(progress::add)).isInstanceOf(SuiteException.class)
                    .hasMessageContaining("Port " + ports.of(Port.TICKET) + " is in use, and ticket-service needs it")
                    .hasMessageContaining("TICKET_PORT=");
            assertThat(home.startedProcesses()).isEmpty();
        }
    }

    @Test
    void a_process_that_dies_fails_the_start_with_its_log_and_stops_all() {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "dies"));

        assertThatThrownBy(() -> suite.start(progress::add)).isInstanceOf(SuiteException.class)
                .hasMessageContaining("ticket-service died").hasMessageContaining(home.logFile("ticket-service").toString())
                .hasMessageContaining("no such database");
        assertThat(home.startedProcesses()).isEmpty();
        assertThat(Probe.tcp(ports.of(Port.KAFKA)).ready()).isFalse();
    }

    @Test
    void a_process_that_stays_unhealthy_fails_the_start_and_stops_all() {
        var suite = suite(Duration.ofSeconds(1), plan("broker", Port.KAFKA, "never answers"));

        assertThatThrownBy(() -> suite.start(progress::add)).isInstanceOf(SuiteException.class)
                .hasMessageContaining("broker runs but did not become healthy")
                .hasMessageContaining(home.logFile("broker").toString());
        assertThat(home.startedProcesses()).isEmpty();
    }

    @Test
    void shutdown_kills_a_process_that_ignores_sigterm() {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "ignores SIGTERM"));
        suite.start(progress::add);
        var pids = ProcessState.all(home).stream().map(ProcessState::pid).toList();

        var stopped = new Shutdown(home, Duration.ofMillis(500)).stopAll(progress::add);

        assertThat(stopped).containsExactly("broker", "ticket-service");
        assertThat(home.startedProcesses()).isEmpty();
        assertThat(pids).hasSize(2).noneMatch(
                pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !ResidentMemory.isZombie(pid));
    }

    @Test
    void a_killed_process_is_dead_and_can_be_restarted() {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"));
        suite.start(progress::add);

        suite.kill("broker");
        assertThat(Probe.tcp(ports.of(Port.KAFKA)).ready()).isFalse();

        suite.start("broker");
        assertThat(Probe.tcp(ports.of(Port.KAFKA)).ready()).isTrue();
    }

    @Test
    void the_addresses_of_a_running_suite_can_be_loaded() {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"));
        assertThat(Suite.runningAt(home)).isEmpty();

        suite.start(progress::add);

        assertThat(Suite.runningAt(home)).contains(suite.addresses());
    }

    @Test
    void two_concurrent_starts_of_one_suite_are_refused() {
        var suite = suite(TIMEOUT, plan("broker", Port.KAFKA, "serves"));
        try (var _ = StartLock.acquire(home)) {
            assertThatThrownBy(() -> suite.start(progress::add)).isInstanceOf(SuiteException.class)
                    .hasMessageContaining("right now");
        }
    }

    private Suite suite(Duration timeout, ProcessPlan backend, ProcessPlan... services) {
        return new Suite(home, Addresses.of(Map.of(), ports), List.of(backend), List.of(services), Optional.empty(), timeout);
    }

    private ProcessPlan plan(String name, Port port, String behaviour) {
        return FakeProcess.plan(name, port, ports.of(port), behaviour, Map.of());
    }
}
