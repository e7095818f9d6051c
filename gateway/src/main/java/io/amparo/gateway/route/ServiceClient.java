package io.amparo.gateway.route;

import io.amparo.gateway.limit.RequestOwner;
import io.amparo.platform.Adapter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Forwards a request to a service once, without retry, over persistent connections. Replaces the ProxyExchange of Spring Cloud
 * Gateway, which reads a response to its end before it releases the connection: it would keep an event stream to the service open
 * for ever after the caller has disconnected (spring-cloud-gateway, issue 3999), and would never release the connection of a
 * conditional read that is answered by its ETag.
 */
@Adapter
final class ServiceClient implements ProxyExchange, AutoCloseable {
    /** Status and headers of a response, for the response filters. */
    private record Head(HttpStatusCode getStatusCode, HttpHeaders getHeaders) implements Response {}

    private final HttpClient http;
    private final RouteProperties settings;
    private final TimeLimitProperties times;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1,
            Thread.ofPlatform().daemon().name("time-limits").factory());

    ServiceClient(HttpClient http, RouteProperties settings, TimeLimitProperties times, Clock clock) {
        this.http = http;
        this.settings = settings;
        this.times = times;
        this.clock = clock;
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public ServerResponse exchange(Request request) {
        var incoming = request.getServerRequest().servletRequest();
        var path = incoming.getServletPath();
        var outgoing = HttpRequest.newBuilder(Objects.requireNonNull(request.getUri()))
                .method(request.getMethod().name(), RequestBodyFilter.publisher(incoming)).timeout(timeout(path));
        request.getHeaders().forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
        return relay(request, send(outgoing.build(), incoming), settings.isStream(path));
    }

    /** The time until the response begins. It includes the time to receive an upload, which is forwarded as it arrives. */
    private Duration timeout(String path) {
        if (settings.isStream(path)) return times.streamIdle();
        return settings.isUpload(path) ? settings.responseTimeout().plus(times.upload()) : settings.responseTimeout();
    }

    private HttpResponse<InputStream> send(HttpRequest request, HttpServletRequest incoming) {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamUnavailableException(false, e);
        } catch (IOException e) {
            if (RequestBodyFilter.failure(incoming) != null) throw new UncheckedIOException(e);
            throw new UpstreamUnavailableException(
                    e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException), e);
        }
    }

    private ServerResponse relay(Request request, HttpResponse<InputStream> response, boolean stream) {
        var headers = new HttpHeaders();
        response.headers().map().forEach(headers::addAll);
        var relayed = new ProxiedServerResponse(HttpStatusCode.valueOf(response.statusCode()), timed(response.body(), stream),
                stream);
        var head = new Head(relayed.statusCode(), headers);
        request.getResponseConsumers().forEach(consumer -> consumer.accept(head, relayed));
        // Removes the internal address of the service, which callers cannot reach.
        var serviceUrl = Objects.requireNonNull(request.getUri()).resolve("/").toString();
        var location = relayed.headers().getFirst(HttpHeaders.LOCATION);
        if (location != null && location.startsWith(serviceUrl))
            relayed.headers().set(HttpHeaders.LOCATION, location.substring(serviceUrl.length() - 1));
        return relayed;
    }

    /** An event stream ends when its token expires; its client reconnects with a new one. */
    private TimedBody timed(InputStream body, boolean stream) {
        if (!stream) return new TimedBody(body, timer, times.response());
        var now = clock.instant();
        var total = Duration.between(now, RequestOwner.tokenExpiry().orElse(now));
        return new TimedBody(body, timer, total).closedWhenIdle(timer, times.streamIdle());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
