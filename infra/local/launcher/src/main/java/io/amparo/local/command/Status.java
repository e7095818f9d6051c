package io.amparo.local.command;

import io.amparo.local.suite.Home;
import io.amparo.local.suite.ProcessState;
import io.amparo.local.suite.ProcessState.Condition;
import io.amparo.local.suite.Startup;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Command {@code status}: prints the started processes and the two measured values with an acceptance limit, start time and
 * memory. Its exit code is 0 only if every started process runs, the supervisor as well.
 */
@Command(name = "status", description = "Show every process, the total memory and the duration of the last start.", mixinStandardHelpOptions = true)
final class Status implements Callable<Integer> {
    private static final long MEBI = 1024 * 1024;

    @Spec
    private CommandSpec spec;

    private final Supplier<Home> homeOfSuite;

    Status() {
        this(Amparo::home);
    }

    Status(Supplier<Home> homeOfSuite) {
        this.homeOfSuite = homeOfSuite;
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
        for (var state : states) {
            if (state.alive()) {
                out.printf("%-22s %8d  %-10s %5d MiB  %s%n", state.name(), state.pid(), "running", state.residentBytes() / MEBI,
                        format(Duration.between(state.startedAt(), Instant.now())));
            } else {
                out.printf("%-22s %8s  %-10s %9s  %s; log: %s%n", state.name(), "-", name(state.condition()), "-",
                        meaning(state.condition()), home.logFile(state.name()));
            }
        }
        out.printf("%nAll together: %d MiB resident (%d MiB with shared pages counted once).",
                states.stream().mapToLong(ProcessState::residentBytes).sum() / MEBI,
                states.stream().mapToLong(ProcessState::proportionalBytes).sum() / MEBI);
        Startup.lastDuration(home).ifPresent(took -> out.printf(" The last start took %.1f s.", took.toMillis() / 1000.0));
        out.println();
        return states.stream().allMatch(ProcessState::alive) ? ExitCode.OK : ExitCode.SOFTWARE;
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
