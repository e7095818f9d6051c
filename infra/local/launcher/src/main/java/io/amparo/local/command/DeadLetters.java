package io.amparo.local.command;

import io.amparo.local.deadletter.ReplayDeadLetters;
import io.amparo.local.signin.SignIn;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What to do with events that a consumer could not apply. */
@Command(name = "dlt", description = "Dead letters: events that a consumer has set aside.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
final class DeadLetters {
    @Spec
    private CommandSpec spec;

    @Command(name = "replay", description = "Let a service read its dead letters of a topic again.", mixinStandardHelpOptions = true)
    int replay(@Parameters(paramLabel = "<topic>", description = "for example amparo.tickets") String topic,
            @Parameters(paramLabel = "<group>", description = "for example notification-service") String group) {
        var addresses = Amparo.addresses();
        var told = new ReplayDeadLetters(addresses, new SignIn(addresses.issuer())).handle(topic, group);
        spec.commandLine().getOut().printf("%d of the dead letters of %s on %s went through, %d are left.%n", told.replayed(),
                group, topic, told.left());
        return told.left() == 0 ? 0 : 1;
    }
}
