package io.amparo.local.deadletter;

import io.amparo.clients.TokenClient;
import io.amparo.local.actuator.ActuatorClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests a replay of dead letters from a service, as an administrator. The service replays them through the consumer that
 * failed. Publishing them to their original topic would deliver them twice to every other consumer group, and on a compacted
 * topic an old state would replace the newest one.
 */
public final class ReplayDeadLetters {
    /** The only consumer group whose name differs from its service. */
    private static final String ENGINE_GROUP = "sla-engine";

    /** Result of a replay; {@code remaining} counts the dead letters that failed, and those of their subjects behind them. */
    public record Replayed(int replayed, int remaining) {}

    private final ActuatorClient actuator;

    public ReplayDeadLetters(Addresses addresses, TokenClient signIn) {
        actuator = new ActuatorClient(addresses, signIn);
    }

    /**
     * @param group consumer group: the name of a service, or {@code sla-engine}
     * @param discard subject whose oldest dead letter is discarded; null for none
     */
    public Replayed handle(String topic, String group, @Nullable String discard) {
        var result = actuator
                .call(serviceOf(group), "deadletters/" + topic,
                        discard == null ? Map.of("group", group) : Map.of("group", group, "discard", discard))
                .orElseThrow(() -> new SuiteException(
                        "%s does not read %s, or has no dead letters for this topic.".formatted(group, topic)));
        return new Replayed(result.path("replayed").asInt(), result.path("remaining").asInt());
    }

    private static Service serviceOf(String group) {
        if (group.equals(ENGINE_GROUP)) return Service.SLA;
        return Arrays.stream(Service.values()).filter(each -> each.folder().equals(group)).findFirst()
                .orElseThrow(() -> new SuiteException("No group is called %s; existing groups: %s, %s.".formatted(group,
                        String.join(", ", Arrays.stream(Service.values()).map(Service::folder).toList()), ENGINE_GROUP)));
    }
}
