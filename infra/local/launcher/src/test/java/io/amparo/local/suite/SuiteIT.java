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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SuiteIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path dir;

    private final Ports ports = Ports.free();
    private final List<String> told = new ArrayList<>();
    private Home home;

    @BeforeEach
    void inAHomeOfItsOwn() {
        home = new Home(dir.resolve("home"));
    }

    @AfterEach
    void leaveNothing() {
        new Shutdown(home, Duration.ofMillis(100)).everything(line -> {});
    }

    @Test
    void everything_starts_and_a_second_start_says_that_it_runs() {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "serves"));

        assertThat(suite.start(told::add).ranBefore()).isFalse();

        assertThat(told).hasSize(2).first().asString().contains("broker", "ready after");
        assertThat(ProcessState.all(home)).extracting(ProcessState::name).containsExactly("broker", "ticket-service");
        assertThat(ProcessState.all(home)).allMatch(state -> state.alive() && state.residentBytes() > 0);
        assertThat(Startup.last(home)).isPresent();
        assertThat(suite.start(told::add).ranBefore()).isTrue();
    }

    @Test
    void a_start_brings_back_only_what_is_missing() {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "serves"));
        suite.start(told::add);
        var broker = RunningProcess.recall(home.pidFile("broker")).orElseThrow().pid();
        suite.kill("ticket-service");

        assertThat(suite.start(told::add).ranBefore()).isFalse();

        assertThat(RunningProcess.recall(home.pidFile("broker")).orElseThrow().pid()).isEqualTo(broker);
        assertThat(RunningProcess.recall(home.pidFile("ticket-service"))).isPresent();
    }

    @Test
    void state_of_another_version_is_not_started_upon() throws Exception {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"));
        suite.start(told::add);
        suite.stop();
        Files.writeString(dir.resolve("home/format"), "1");

        assertThatThrownBy(() -> suite.start(told::add)).isInstanceOf(SuiteFailure.class)
                .hasMessageContaining("another version of Amparo").hasMessageContaining(home.dir().toString());

        Files.delete(dir.resolve("home/format"));
        assertThatThrownBy(() -> suite.start(told::add)).as("state without a format file").isInstanceOf(SuiteFailure.class);
        assertThat(home.started()).isEmpty();
    }

    @Test
    void a_port_in_use_is_named_with_who_wants_it_and_what_moves_it() throws Exception {
        try (var squatter = new ServerSocket()) {
            squatter.bind(new InetSocketAddress("localhost", ports.of(Port.TICKET)));
            var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "serves"));

            assertThatThrownBy(() -> suite.start(told::add)).isInstanceOf(SuiteFailure.class)
                    .hasMessageContaining("Port " + ports.of(Port.TICKET) + " is in use, and ticket-service needs it")
                    .hasMessageContaining("TICKET_PORT=");
            assertThat(home.started()).isEmpty();
        }
    }

    @Test
    void a_process_that_dies_is_named_with_the_end_of_its_log_and_nothing_stays() {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "dies"));

        assertThatThrownBy(() -> suite.start(told::add)).isInstanceOf(SuiteFailure.class)
                .hasMessageContaining("ticket-service died").hasMessageContaining(home.log("ticket-service").toString())
                .hasMessageContaining("no such database");
        assertThat(home.started()).isEmpty();
        assertThat(Probe.tcp(ports.of(Port.KAFKA)).ready()).isFalse();
    }

    @Test
    void a_process_that_never_gets_healthy_is_named_and_nothing_stays() {
        var suite = suite(Duration.ofSeconds(1), plan("broker", Port.KAFKA, "is silent"));

        assertThatThrownBy(() -> suite.start(told::add)).isInstanceOf(SuiteFailure.class)
                .hasMessageContaining("broker runs but did not become healthy")
                .hasMessageContaining(home.log("broker").toString());
        assertThat(home.started()).isEmpty();
    }

    @Test
    void down_ends_even_a_process_that_does_not_listen_and_leaves_nothing() {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"), plan("ticket-service", Port.TICKET, "is deaf"));
        suite.start(told::add);
        var pids = ProcessState.all(home).stream().map(ProcessState::pid).toList();

        var stopped = new Shutdown(home, Duration.ofMillis(500)).everything(told::add);

        assertThat(stopped).containsExactly("broker", "ticket-service");
        assertThat(home.started()).isEmpty();
        assertThat(pids).hasSize(2).noneMatch(
                pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent() && !ResidentMemory.isZombie(pid));
    }

    @Test
    void a_killed_process_is_seen_as_dead_and_starts_again() {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"));
        suite.start(told::add);

        suite.kill("broker");
        assertThat(Probe.tcp(ports.of(Port.KAFKA)).ready()).isFalse();

        suite.start("broker");
        assertThat(Probe.tcp(ports.of(Port.KAFKA)).ready()).isTrue();
    }

    @Test
    void the_addresses_of_a_running_suite_are_known_to_others() {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"));
        assertThat(Suite.runningAt(home)).isEmpty();

        suite.start(told::add);

        assertThat(Suite.runningAt(home)).contains(suite.addresses());
    }

    @Test
    void two_commands_do_not_start_the_same_suite_at_once() {
        var suite = suite(LONG, plan("broker", Port.KAFKA, "serves"));
        try (var _ = OneAtATime.in(home)) {
            assertThatThrownBy(() -> suite.start(told::add)).isInstanceOf(SuiteFailure.class).hasMessageContaining("right now");
        }
    }

    private Suite suite(Duration patience, ProcessPlan backend, ProcessPlan... services) {
        return new Suite(home, Addresses.of(Map.of(), ports), List.of(backend), List.of(services), patience);
    }

    private ProcessPlan plan(String name, Port port, String behaviour) {
        var number = Integer.toString(ports.of(port));
        var classes = Path.of("target", "test-classes").toAbsolutePath();
        assertThat(Files.isDirectory(classes)).isTrue();
        return new ProcessPlan(name,
                () -> List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx32m", "-cp", classes.toString(), FakeService.class.getName(), behaviour, number),
                Map.of(), List.of(port), Probe.tcp(ports.of(port)), "localhost:" + number);
    }
}
