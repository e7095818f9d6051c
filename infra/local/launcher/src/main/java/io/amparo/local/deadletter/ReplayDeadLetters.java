package io.amparo.local.deadletter;

import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests a replay of dead letters from a service, as an administrator. The service replays them through the consumer that
 * failed. Publishing them to their original topic would deliver them twice to every other consumer group, and on a compacted
 * topic an old state would replace the newest one.
 */
public final class ReplayDeadLetters {
    /** The only consumer group whose name differs from its service. */
    private static final String ENGINE_GROUP = "sla-engine";

    /** Result of a replay; {@code left} counts the dead letters from the first one that failed during the replay. */
    public record Replayed(int replayed, int remaining) {}

    private final Addresses addresses;
    private final TokenClient signIn;

    public ReplayDeadLetters(Addresses addresses, TokenClient signIn) {
        this.addresses = addresses;
        this.signIn = signIn;
    }

    /** @param group consumer group: the name of a service, or {@code sla-engine} */
    public Replayed handle(String topic, String group) {
        var service = serviceOf(group);
        var request = HttpRequest.newBuilder(URI.create(addresses.service(service) + "/actuator/deadletters/" + topic))
                .timeout(Duration.ofMinutes(5)).header("Authorization", "Bearer " + signIn.personToken(People.IARA, "demo"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(Map.of("group", group))))
                .build();
        var response = send(request, group);
        if (response.statusCode() == 404)
            throw new SuiteException("%s does not read %s, or has no dead letters for this topic.".formatted(group, topic));
        if (response.statusCode() != 200)
            throw new SuiteException("%s answered %d: %s".formatted(group, response.statusCode(), response.body()));
        JsonNode result = JsonMapper.shared().readTree(response.body());
        return new Replayed(result.path("replayed").asInt(), result.path("remaining").asInt());
    }

    private static Service serviceOf(String group) {
        if (group.equals(ENGINE_GROUP)) return Service.SLA;
        return Arrays.stream(Service.values()).filter(each -> each.folder().equals(group)).findFirst()
                .orElseThrow(() -> new SuiteException("No group is called %s; existing groups: %s, %s.".formatted(group,
                        String.join(", ", Arrays.stream(Service.values()).map(Service::folder).toList()), ENGINE_GROUP)));
    }

    private static HttpResponse<String> send(HttpRequest request, String group) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new SuiteException(group + " does not answer. Is the suite up? (./amparo up)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("Dead letter replay was interrupted", e);
        }
    }
}
