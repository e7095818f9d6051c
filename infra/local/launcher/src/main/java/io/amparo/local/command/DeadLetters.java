package io.amparo.local.command;

import io.amparo.local.deadletter.ReplayDeadLetters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What to do with events that a consumer could not apply. */
@Command(name = "dlt", description = "Dead letters: events that a consumer has set aside.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
final class DeadLetters {
    @Spec
    private CommandSpec spec;

    @Command(name = "replay", description = "Put the dead letters of a group back on their topic.", mixinStandardHelpOptions = true)
    int replay(@Parameters(paramLabel = "<topic>", description = "for example amparo.tickets") String topic,
            @Parameters(paramLabel = "<group>", description = "for example notification-service") String group) {
        int count = new ReplayDeadLetters(Amparo.addresses().brokers()).handle(topic, group);
        spec.commandLine().getOut().printf("%d dead letter%s of %s went back to %s.%n", count, count == 1 ? "" : "s", group,
                topic);
        return 0;
    }
}
