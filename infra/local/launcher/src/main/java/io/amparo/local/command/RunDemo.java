package io.amparo.local.command;

import io.amparo.local.demo.Demo;
import io.amparo.local.suite.SuiteException;
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
        // The story writes, as people with public passwords: not into a suite that is no demonstration.
        if (!Amparo.suite().isDemonstration())
            throw new SuiteException(
                    """
                            The guided story needs the identity of the demonstration. It does not start with OIDC_ISSUER, nor with backends of your own \
                            without AMPARO_DEMO_IDENTITY=true.""");
        int exitCode = spec.commandLine().getParent().execute("up");
        if (exitCode != 0) return exitCode;
        out.println();
        var succeeded = new Demo(Amparo.addresses(), out).run();
        out.println(succeeded ? "Every step succeeded in time." : "The story failed: see ✗ above.");
        return succeeded ? 0 : 1;
    }
}
