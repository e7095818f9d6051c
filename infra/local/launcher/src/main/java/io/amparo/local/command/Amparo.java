package io.amparo.local.command;

import io.amparo.clients.ClientException;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.Ports;
import io.amparo.local.suite.Suite;
import io.amparo.local.suite.SuiteException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Root command {@code ./amparo}: runs the whole suite on one machine. Each subcommand is a separate class, registered here. */
@Command(name = "./amparo", mixinStandardHelpOptions = true, version = "Amparo 0.1.0-SNAPSHOT", synopsisSubcommandLabel = "COMMAND", description = "The whole of Amparo on one machine.", subcommands = {
        Up.class, Down.class, Status.class, Logs.class, Token.class, RunDemo.class, DeadLetters.class, OutboxEvents.class,
        Republish.class, Prepare.class})
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
            if (!(failure instanceof SuiteException || failure instanceof ClientException)) {
                throw failure;
            }
            line.getErr().println();
            line.getErr().println(failure.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        });
    }

    /**
     * Returns the root of the repository. The script passes it as a system property, because the script can be called from any
     * folder.
     */
    public static Path repository() {
        return Path.of(System.getProperty("amparo.repository", "")).toAbsolutePath();
    }

    /** Returns the home folder of the suite. */
    public static Home home() {
        return Home.of(System.getenv(), repository());
    }

    static Suite suite() {
        return Suite.of(repository(), home(), Ports.from(System.getenv()), System.getenv());
    }

    /** Returns the addresses of the running suite, or the addresses that a new suite would use. */
    public static Addresses addresses() {
        return Suite.runningAt(home()).orElseGet(() -> suite().addresses());
    }
}
