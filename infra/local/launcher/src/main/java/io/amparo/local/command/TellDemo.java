package io.amparo.local.command;

import io.amparo.local.demo.Demo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Starts the suite where it does not run, and tells the guided story over it. */
@Command(name = "demo", description = "A guided story over the running suite.", mixinStandardHelpOptions = true)
final class TellDemo implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        int up = spec.commandLine().getParent().execute("up");
        if (up != 0) return up;
        out.println();
        var seen = new Demo(Amparo.addresses(), out).run();
        out.println(seen ? "Every step was seen from the outside, in time." : "The story did not come to its end: see ✗ above.");
        return seen ? 0 : 1;
    }
}
