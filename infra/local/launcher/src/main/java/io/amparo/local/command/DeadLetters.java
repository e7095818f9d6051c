package io.amparo.local.command;

import io.amparo.clients.TokenClient;
import io.amparo.local.deadletter.ReplayDeadLetters;
import io.amparo.local.suite.Addresses;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code dlt}: replays dead letters, which are events that a consumer could not process. */
@Command(name = "dlt", description = "Dead letters: events that a consumer could not process.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
final class DeadLetters {
    @Spec
    private CommandSpec spec;

    private final Supplier<Addresses> addresses;

    DeadLetters() {
        this(Amparo::addresses);
    }

    DeadLetters(Supplier<Addresses> addresses) {
        this.addresses = addresses;
    }

    @Command(name = "replay", description = "Replay the dead letters of one topic in one service.", mixinStandardHelpOptions = true)
    int replay(@Parameters(paramLabel = "<topic>", description = "for example amparo.tickets") String topic,
            @Parameters(paramLabel = "<group>", description = "for example notification-service; sla-engine for the engine of sla-service") String group,
            @Option(names = "--discard", paramLabel = "<subject>", description = "discard the oldest dead letter of this subject, for example a ticket id, because it can never succeed") @Nullable String discard) {
        var suiteAddresses = addresses.get();
        var result = new ReplayDeadLetters(suiteAddresses, new TokenClient(suiteAddresses.issuer())).handle(topic, group,
                discard);
        if (result.replayed() + result.remaining() == 0)
            spec.commandLine().getOut().printf("There are no dead letters of %s on %s.%n", group, topic);
        else
            spec.commandLine().getOut().printf("%d dead letters of %s on %s were replayed, %d remain.%n", result.replayed(),
                    group, topic, result.remaining());
        return result.remaining() == 0 ? 0 : 1;
    }
}
