package io.amparo.local.command;

import io.amparo.local.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Command {@code demo}: starts the suite if it is not running and runs the guided story. */
@Command(name = "demo", description = "A guided story over the running suite.", mixinStandardHelpOptions = true)
final class RunDemo implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        int exitCode = spec.commandLine().getParent().execute("up");
        if (exitCode != 0) return exitCode;
        out.println();
        var succeeded = new Demo(Amparo.addresses(), out).run();
        out.println(succeeded ? "Every step succeeded in time." : "The story failed: see ✗ above.");
        return succeeded ? 0 : 1;
    }
}
