package io.amparo.local.command;

import java.nio.file.Path;

import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.Ports;
import io.amparo.local.suite.Suite;
import io.amparo.local.suite.SuiteFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./amparo}: the whole suite on one machine. Each command is a class of its own, listed here. */
@Command(name = "./amparo", mixinStandardHelpOptions = true, version = "Amparo 0.1.0-SNAPSHOT", synopsisSubcommandLabel = "COMMAND", description = "The whole of Amparo on one machine.", subcommands = {
        Up.class, Down.class, Status.class, Logs.class, Token.class, TellDemo.class, DeadLetters.class, Prepare.class})
public final class Amparo {
    private Amparo() {
    }

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return commandLine(new Amparo());
    }

    static CommandLine commandLine(Object command) {
        return new CommandLine(command).setExecutionExceptionHandler((failure, line, _) -> {
            if (!(failure instanceof SuiteFailure)) {
                throw failure;
            }
            line.getErr().println();
            line.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /** Where the repository is: the script says it, because it may be called from anywhere. */
    public static Path repository() {
        return Path.of(System.getProperty("amparo.repository", "")).toAbsolutePath();
    }

    public static Home home() {
        return Home.of(System.getenv(), repository());
    }

    static Suite suite() {
        return Suite.of(repository(), home(), Ports.from(System.getenv()), System.getenv());
    }

    /** The addresses of the suite that runs, or those that one would have. */
    public static Addresses addresses() {
        return Suite.runningAt(home()).orElseGet(() -> suite().addresses());
    }
}
