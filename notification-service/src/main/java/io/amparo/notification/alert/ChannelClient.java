package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertProperties.Format;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.platform.Adapter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;

/** Posts messages to the channels of the operator. Redirects are not followed. */
@Adapter
final class ChannelClient implements AutoCloseable {
    /** Statuses that end when an operator corrects a key or an address, or by themselves. */
    private static final Set<Integer> RETRIED = Set.of(401, 403, 404, 408, 429);

    /** Outcome of a request. */
    sealed interface Outcome {
        record Accepted() implements Outcome {}

        record Refused(String reason) implements Outcome {}

        record Unavailable(String reason) implements Outcome {}
    }

    private final HttpClient http;
    private final Duration timeout;
    private final String portal;
    private final JsonMapper json = JsonMapper.shared();

    ChannelClient(Duration timeout, String portal) {
        this.http = HttpClient.newBuilder().connectTimeout(timeout).version(HttpClient.Version.HTTP_1_1).build();
        this.timeout = timeout;
        this.portal = portal;
    }

    Outcome send(Channel channel, Action action, AlertGroup group) {
        Object body = channel.format() == Format.PAGERDUTY
                ? PagerDutyFormat.body(channel, action, group, portal)
                : AlertmanagerFormat.body(channel, group, portal);
        var request = HttpRequest.newBuilder(URI.create(channel.url())).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
        if (channel.format() == Format.ALERTMANAGER && !channel.key().isBlank())
            request.header("Authorization", "Bearer " + channel.key());
        return post(request.build());
    }

    /** The time limit includes the body of the response, that of the request would end with its headers. */
    private Outcome post(HttpRequest request) {
        var response = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        // The message of an exception may contain the address, which may contain a secret.
        try {
            return outcome(response.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (ExecutionException e) {
            return new Outcome.Unavailable(Objects.requireNonNullElse(e.getCause(), e).getClass().getSimpleName());
        } catch (TimeoutException e) {
            return new Outcome.Unavailable(e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unavailable(e.getClass().getSimpleName());
        } finally {
            response.cancel(true);
        }
    }

    static Outcome outcome(int status) {
        if (status >= 200 && status < 300) return new Outcome.Accepted();
        var isRefused = status >= 400 && status < 500 && !RETRIED.contains(status);
        return isRefused ? new Outcome.Refused("HTTP " + status) : new Outcome.Unavailable("HTTP " + status);
    }

    @Override
    public void close() {
        http.close();
    }
}
