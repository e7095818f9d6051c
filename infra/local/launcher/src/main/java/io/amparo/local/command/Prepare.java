package io.amparo.local.command;

import java.util.concurrent.Callable;

import io.amparo.local.suite.PrepareFastStart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the script calls after a build; a person need not. */
@Command(name = "prepare", hidden = true, description = "Prepare a fast start of what was built.")
final class Prepare implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        new PrepareFastStart(Amparo.repository(), Amparo.home()).handle(line -> {
            out.println(line);
            out.flush();
        });
        return 0;
    }
}
