package io.amparo.local.command;

import io.amparo.local.actuator.ActuatorClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.SuiteException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** Command {@code republish}: a service publishes the whole states of its compacted topics once more, as it does every day. */
@Command(name = "republish", description = "Publish the whole states of one service once more.", mixinStandardHelpOptions = true)
final class Republish implements Callable<Integer> {
    /** The services with topics of whole states. picocli takes candidates as a class that implements {@code Iterable<String>}. */
    static final class Services extends ArrayList<String> {
        Services() {
            super(List.of("entitlement-service", "eol-service", "sla-service", "ticket-service"));
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "<service>", description = "one of ${COMPLETION-CANDIDATES}, which publish whole states", completionCandidates = Republish.Services.class)
    private String name;

    private final Supplier<Addresses> addresses;

    Republish() {
        this(Amparo::addresses);
    }

    Republish(Supplier<Addresses> addresses) {
        this.addresses = addresses;
    }

    @Override
    public Integer call() {
        var service = ActuatorClient.service(name);
        var collections = new ActuatorClient(addresses.get()).call(service, "republish", Map.of())
                .orElseThrow(() -> new SuiteException(name + " has no events.")).path("collections");
        if (collections.isEmpty())
            spec.commandLine().getOut().printf("%s has no topic with whole states.%n", name);
        else
            spec.commandLine().getOut().printf("%s publishes %s once more, in the background.%n", name,
                    String.join(", ", collections.valueStream().map(JsonNode::asString).toList()));
        return ExitCode.OK;
    }
}
