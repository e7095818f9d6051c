package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.local.suite.ProcessState.Condition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SupervisorIT {
    private static final String MAIL = "mail";
    private static final String TICKET = "ticket-service";
    private static final String SECRET = "a password of the environment";
    private static final long MAX_SUPERVISOR_BYTES = 48L << 20;

    @TempDir
    Path dir;

    private final Ports ports = Ports.free();
    private Home home;
    private Suite suite;

    @BeforeEach
    void start() {
        home = new Home(dir.resolve("home"));
        suite = suite(true);
        suite.start(line -> {});
    }

    @AfterEach
    void stopAll() {
        new Shutdown(home, Duration.ofMillis(500)).stopAll(line -> {});
    }

    @Test
    void a_killed_process_is_restarted_with_its_command_and_environment() throws Exception {
        var before = running(MAIL);
        var command = commandOf(before);

        suite.kill(MAIL);

        await(() -> isRunning(MAIL) && running(MAIL).pid() != before.pid() && Probe.tcp(ports.of(Port.SMTP)).ready());
        assertThat(commandOf(running(MAIL))).isEqualTo(command);
        assertThat(environmentOf(Port.SMTP)).isEqualTo(SECRET);
        assertThat(condition(Supervisor.NAME)).isEqualTo(Condition.RUNNING);
    }

    @Test
    void a_secret_of_the_environment_is_in_no_file() throws Exception {
        try (var files = Files.walk(home.dir())) {
            assertThat(files.filter(Files::isRegularFile)).isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET));
        }
    }

    @Test
    void a_process_that_ends_three_times_has_failed_until_the_next_start() throws Exception {
        var forbidden = Files.createFile(home.stateFolder(TICKET).resolve(FakeProcess.FORBIDDEN));

        suite.kill(TICKET);

        await(() -> condition(TICKET) == Condition.FAILED);
        assertThat(Files.readString(home.logFile(Supervisor.NAME))).contains("ticket-service ended; restarting in 1 s",
                "ticket-service ended; restarting in 2 s", "ticket-service ended three times within a minute",
                home.logFile(TICKET).toString());
        assertThat(condition(MAIL)).isEqualTo(Condition.RUNNING);

        Files.delete(forbidden);
        suite.start(line -> {});
        assertThat(condition(TICKET)).isEqualTo(Condition.RUNNING);
    }

    @Test
    void a_dead_process_is_restarting_until_it_runs() throws Exception {
        suite.kill(TICKET);

        assertThat(condition(TICKET)).isEqualTo(Condition.RESTARTING);
        await(() -> condition(TICKET) == Condition.RUNNING);
    }

    @Test
    void a_killed_supervisor_is_noticed_and_replaced_by_the_next_start() {
        var before = running(Supervisor.NAME);
        before.kill();
        assertThat(before.awaitExit(Duration.ofSeconds(10))).isTrue();
        assertThat(condition(Supervisor.NAME)).isEqualTo(Condition.DIED);

        assertThat(suite.start(line -> {}).alreadyRunning()).isTrue();

        assertThat(running(Supervisor.NAME).pid()).isNotEqualTo(before.pid());
    }

    @Test
    void a_second_start_leaves_exactly_one_supervisor() {
        var before = running(Supervisor.NAME);

        suite.start(line -> {});

        assertThat(before.alive()).isFalse();
        assertThat(running(Supervisor.NAME).alive()).isTrue();
    }

    @Test
    void a_stop_leaves_no_process_running() {
        var processes = List.of(running(Supervisor.NAME), running(MAIL), running(TICKET));

        suite.stop();

        assertThat(processes).noneMatch(RunningProcess::alive);
        assertThat(home.startedProcesses()).isEmpty();
    }

    @Test
    void without_supervision_a_dead_process_stays_dead() {
        suite(false).start(line -> {});

        suite.kill(MAIL);

        assertThat(RunningProcess.load(home.pidFile(Supervisor.NAME))).isEmpty();
        assertThat(condition(MAIL)).isEqualTo(Condition.DIED);
    }

    @Test
    void the_supervisor_needs_less_than_48_mb() throws Exception {
        suite.kill(MAIL);
        await(() -> isRunning(MAIL));

        var resident = ResidentMemory.of(running(Supervisor.NAME).pid());

        System.out.printf("The supervisor needs %d kB, of these %d kB alone%n", resident >> 10,
                ResidentMemory.proportionalOf(running(Supervisor.NAME).pid()) >> 10);
        assertThat(resident).isPositive().isLessThan(MAX_SUPERVISOR_BYTES);
    }

    private Suite suite(boolean supervised) {
        var mail = FakeProcess.plan(MAIL, Port.SMTP, ports.of(Port.SMTP), "serves", Map.of(FakeProcess.VARIABLE, SECRET));
        var ticket = FakeProcess.plan(TICKET, Port.TICKET, ports.of(Port.TICKET), "serves unless forbidden", Map.of());
        var classes = Path.of("target", "classes").toAbsolutePath().toString();
        var supervisor = new ProcessPlan(Supervisor.NAME, () -> Jvm.supervisorCommand(classes, home.dir().toString()), Map.of(),
                List.of(), () -> true, "");
        return new Suite(home, Addresses.of(Map.of(), ports), List.of(mail), List.of(ticket),
                supervised ? Optional.of(supervisor) : Optional.empty(), Duration.ofSeconds(60));
    }

    private RunningProcess running(String name) {
        return RunningProcess.load(home.pidFile(name)).orElseThrow();
    }

    private boolean isRunning(String name) {
        return RunningProcess.load(home.pidFile(name)).isPresent();
    }

    private Condition condition(String name) {
        return ProcessState.all(home).stream().filter(state -> state.name().equals(name)).findFirst().orElseThrow().condition();
    }

    private static List<String> commandOf(RunningProcess process) {
        return ProcessHandle.of(process.pid()).flatMap(handle -> handle.info().arguments()).map(List::of).orElseThrow();
    }

    private String environmentOf(Port port) throws Exception {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + ports.of(port))).build(),
                    BodyHandlers.ofString()).body();
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean())
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
}
