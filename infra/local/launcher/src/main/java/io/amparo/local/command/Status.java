package io.amparo.local.command;

import io.amparo.clients.ClientException;
import io.amparo.local.actuator.ActuatorClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.ProcessState;
import io.amparo.local.suite.ProcessState.Condition;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.Startup;
import io.amparo.local.suite.SuiteException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Command {@code status}: prints the started processes and the two measured values with an acceptance limit, start time and
 * memory. Its exit code is 0 only if every started process runs, the supervisor as well, every service publishes its events, and
 * none has dead letters.
 */
@Command(name = "status", description = "Show every process, the total memory and the duration of the last start.", mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
    private static final long MEBI = 1024 * 1024;

    @Spec
    private CommandSpec spec;

    private final Supplier<Home> homeOfSuite;
    private final Supplier<Addresses> addresses;

    Status() {
        this(Amparo::home, Amparo::addresses);
    }

    Status(Supplier<Home> homeOfSuite, Supplier<Addresses> addresses) {
        this.homeOfSuite = homeOfSuite;
        this.addresses = addresses;
    }

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var home = homeOfSuite.get();
        var states = ProcessState.all(home);
        if (states.isEmpty()) {
            out.println("Nothing is running. Start it with ./amparo up");
            return ExitCode.SOFTWARE;
        }
        out.printf("%-22s %8s  %-10s %9s  %s%n", "process", "pid", "state", "resident", "up");
        states.forEach(state -> print(state, home));
        var warnings = warnings(states);
        if (!warnings.isEmpty()) out.println();
        warnings.forEach(out::println);
        out.printf("%nAll together: %d MiB resident (%d MiB with shared pages counted once).",
                states.stream().mapToLong(ProcessState::residentBytes).sum() / MEBI,
                states.stream().mapToLong(ProcessState::proportionalBytes).sum() / MEBI);
        Startup.lastDuration(home).ifPresent(took -> out.printf(" The last start took %.1f s.", took.toMillis() / 1000.0));
        out.println();
        return warnings.isEmpty() && states.stream().allMatch(ProcessState::alive) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void print(ProcessState state, Home home) {
        var out = spec.commandLine().getOut();
        if (state.alive())
            out.printf("%-22s %8d  %-10s %5d MiB  %s%n", state.name(), state.pid(), "running", state.residentBytes() / MEBI,
                    format(Duration.between(state.startedAt(), Instant.now())));
        else
            out.printf("%-22s %8s  %-10s %9s  %s; log: %s%n", state.name(), "-", name(state.condition()), "-",
                    meaning(state.condition()), home.logFile(state.name()));
    }

    /** Returns a line for each thing that an operator must do at a running service. */
    private List<String> warnings(List<ProcessState> states) {
        var running = states.stream().filter(ProcessState::alive).map(ProcessState::name).collect(Collectors.toSet());
        var client = new ActuatorClient(addresses.get());
        return Arrays.stream(Service.values()).filter(service -> running.contains(service.folder()))
                .flatMap(service -> warnings(service, client)).toList();
    }

    private static Stream<String> warnings(Service service, ActuatorClient client) {
        try {
            int status = client.health(service, "publishing");
            if (status == HttpURLConnection.HTTP_NOT_FOUND) return Stream.empty(); // no events
            var late = status == HttpURLConnection.HTTP_UNAVAILABLE
                    ? Stream.of(
                            service.folder() + " has events that are unpublished for more than a minute: is the broker running?")
                    : Stream.<String>empty();
            return Stream.concat(late, Stream.concat(parkedEvents(service, client), deadLetters(service, client)));
        } catch (SuiteException e) {
            return Stream.of(service.folder() + " runs but does not answer");
        }
    }

    private static Stream<String> parkedEvents(Service service, ActuatorClient client) {
        try {
            int parked = client.read(service, "outbox").map(outbox -> outbox.path("parked").size()).orElse(0);
            return parked == 0
                    ? Stream.empty()
                    : Stream.of("%s has %d parked events, which the broker refused: ./amparo outbox retry %s"
                            .formatted(service.folder(), parked, service.folder()));
        } catch (SuiteException | ClientException e) {
            return Stream.of("Parked events of %s are unknown: %s".formatted(service.folder(), e.getMessage()));
        }
    }

    private static Stream<String> deadLetters(Service service, ActuatorClient client) {
        try {
            return client.read(service, "deadletters").stream().flatMap(each -> each.path("topics").valueStream())
                    .filter(each -> each.path("count").asLong() > 0)
                    .map(each -> "%s has %d dead letters of %s since %s: ./amparo dlt list %s %s".formatted(service.folder(),
                            each.path("count").asLong(), each.path("topic").asString(), each.path("oldest").asString("?"),
                            each.path("topic").asString(), each.path("group").asString()));
        } catch (SuiteException | ClientException e) {
            return Stream.of("Dead letters of %s are unknown: %s".formatted(service.folder(), e.getMessage()));
        }
    }

    private static String name(Condition condition) {
        return condition == Condition.FAILED ? "FAILED" : condition.name().toLowerCase(Locale.ROOT);
    }

    private static String meaning(Condition condition) {
        return switch (condition) {
            case RUNNING -> "";
            case RESTARTING -> "the supervisor restarts it";
            case FAILED -> "ended three times within a minute; start it with ./amparo up";
            case DIED -> "not supervised; start it with ./amparo up";
        };
    }

    private static String format(Duration duration) {
        return "%d:%02d:%02d".formatted(duration.toHours(), duration.toMinutesPart(), duration.toSecondsPart());
    }
}
