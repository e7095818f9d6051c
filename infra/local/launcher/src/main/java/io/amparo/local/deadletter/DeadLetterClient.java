package io.amparo.local.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.local.actuator.ActuatorClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads, replays and drops the dead letters of a service, as an administrator. The service replays them through the consumer that
 * failed. Publishing them to their original topic would deliver them twice to every other consumer group, and on a compacted
 * topic an old state would replace the newest one.
 */
public final class DeadLetterClient {
    /** The only consumer group whose name differs from its service. */
    private static final String ENGINE_GROUP = "sla-engine";

    private final ActuatorClient actuator;

    public DeadLetterClient(Addresses addresses) {
        actuator = new ActuatorClient(addresses);
    }

    /** Returns the services that consume topics. */
    public static List<Service> services() {
        return Arrays.stream(Service.values()).filter(each -> each != Service.GATEWAY).toList();
    }

    /** Returns the numbers of dead letters of each topic and group of a service, and those that were dropped. */
    public JsonNode topics(Service service) {
        return actuator.read(service, "deadletters")
                .orElseThrow(() -> new SuiteException(service.folder() + " consumes no topic."));
    }

    /**
     * Returns a page of dead letters.
     *
     * @param group consumer group: the name of a service, or {@code sla-engine}
     * @param reference id of an event, subject, or {@code @<offset>}; null for all
     * @param after offset after which the page begins; null for the first one
     */
    public JsonNode list(String topic, String group, @Nullable String reference, @Nullable Long after) {
        return result(actuator.read(serviceOf(group), path(topic, "", group)
                + (reference == null ? "" : "&only=" + encoded(reference)) + (after == null ? "" : "&after=" + after)), group);
    }

    /** Returns the newest 100 dropped ones of a topic and group. */
    public JsonNode dropped(String topic, String group) {
        return result(actuator.read(serviceOf(group), path(topic, "", group) + "&dropped=true"), group).path("dropped");
    }

    public JsonNode show(String topic, String group, String reference, boolean payload) {
        return result(actuator.read(serviceOf(group),
                path(topic, "/" + offset(topic, group, reference), group) + (payload ? "&payload=true" : "")), group);
    }

    public JsonNode replay(String topic, String group, @Nullable String reference) {
        return result(actuator.call(serviceOf(group), "deadletters/" + topic,
                reference == null ? Map.of("group", group) : Map.of("group", group, "only", reference)), group);
    }

    /** @param following whether to drop all later ones of its subject too */
    public JsonNode drop(String topic, String group, String reference, String reason, boolean following) {
        return result(actuator.delete(serviceOf(group), path(topic, "/" + offset(topic, group, reference), group) + "&reason="
                + encoded(reason) + (following ? "&following=true" : "")), group);
    }

    private long offset(String topic, String group, String reference) {
        var found = list(topic, group, reference, null).path("deadLetters");
        if (found.isEmpty())
            throw new SuiteException("No dead letter of %s on %s is called %s. List them: ./amparo dlt list %s %s"
                    .formatted(group, topic, reference, topic, group));
        return found.path(0).path("offset").asLong();
    }

    private static String path(String topic, String offset, String group) {
        return "deadletters/" + encoded(topic) + offset + "?group=" + encoded(group);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** The service names what it does not have; without its message, it has no dead letters at all. */
    private static JsonNode result(Optional<JsonNode> response, String group) {
        return response.orElseThrow(() -> new SuiteException(serviceOf(group).folder() + " consumes no topic."));
    }

    private static Service serviceOf(String group) {
        if (group.endsWith(ENGINE_GROUP)) return Service.SLA;
        return services().stream().filter(each -> group.endsWith(each.folder())).findFirst()
                .orElseThrow(() -> new SuiteException("No group is called %s; existing groups: %s, %s.".formatted(group,
                        String.join(", ", services().stream().map(Service::folder).toList()), ENGINE_GROUP)));
    }
}
