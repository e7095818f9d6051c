package io.amparo.local.command;

import io.amparo.local.actuator.ActuatorClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.SuiteException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Command {@code outbox}: sends parked events once more. The relay of a service parks an event that the broker never accepts. */
@Command(name = "outbox", description = "Outbox: events that a service could not publish.", synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
final class OutboxEvents {
    @Spec
    private CommandSpec spec;

    private final Supplier<Addresses> addresses;

    OutboxEvents() {
        this(Amparo::addresses);
    }

    OutboxEvents(Supplier<Addresses> addresses) {
        this.addresses = addresses;
    }

    @Command(name = "retry", description = "Send the parked events of one service once more.", mixinStandardHelpOptions = true)
    int retry(@Parameters(paramLabel = "<service>", description = "for example ticket-service") String name,
            @Parameters(paramLabel = "<id>", arity = "0..1", description = "id of an event or of its document; default: all parked events") @Nullable String id) {
        var service = ActuatorClient.service(name);
        var result = new ActuatorClient(addresses.get()).call(service, "outbox", id == null ? Map.of() : Map.of("id", id))
                .orElseThrow(() -> new SuiteException(name + " has no outbox."));
        int retried = result.path("retried").asInt();
        if (retried == 0)
            spec.commandLine().getOut().printf("%s has no parked events%s.%n", name, id == null ? "" : " with the id " + id);
        else
            spec.commandLine().getOut().printf("%s sends %d parked events once more. What fails is parked once more.%n", name,
                    retried);
        return 0;
    }
}
