package io.amparo.local.command;

import io.amparo.local.suite.Shutdown;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Command {@code down}: stops all processes and keeps their state. */
@Command(name = "down", description = "Stop everything. State is kept for the next start.", mixinStandardHelpOptions = true)
final class Down implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        var stopped = Shutdown.of(Amparo.home()).stopAll(line -> {
            out.println(line);
            out.flush();
        });
        out.println(stopped.isEmpty() ? "Nothing was running." : "Stopped. Nothing is left running.");
        out.flush();
        return 0;
    }
}
