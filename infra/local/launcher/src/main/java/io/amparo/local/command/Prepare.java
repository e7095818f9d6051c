package io.amparo.local.command;

import io.amparo.local.suite.PrepareAotCaches;
import io.amparo.local.suite.PrepareSharedClassArchive;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Hidden command {@code prepare}: the script calls it after a build. */
@Command(name = "prepare", hidden = true, description = "Create the class archives for a faster start.")
final class Prepare implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var out = spec.commandLine().getOut();
        Consumer<String> progress = line -> {
            out.println(line);
            out.flush();
        };
        new PrepareSharedClassArchive(Amparo.repository(), Amparo.home()).handle(progress);
        new PrepareAotCaches(Amparo.repository(), Amparo.home()).handle(progress);
        return 0;
    }
}
