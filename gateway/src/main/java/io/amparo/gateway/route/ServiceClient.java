package io.amparo.gateway.route;

import io.amparo.platform.Adapter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Objects;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Forwards a request to a service once, without retry, over persistent connections. Replaces the ProxyExchange of Spring Cloud
 * Gateway, which reads a response to its end before it releases the connection: it would keep an event stream to the service open
 * for ever after the caller has disconnected (spring-cloud-gateway, issue 3999), and would never release the connection of a
 * conditional read that is answered by its ETag.
 */
@Adapter
final class ServiceClient implements ProxyExchange {
    /** Status and headers of a response, for the response filters. */
    private record Head(HttpStatusCode getStatusCode, HttpHeaders getHeaders) implements Response {}

    private final HttpClient http;
    private final RouteProperties settings;
    private final OpenStreams streams;

    ServiceClient(HttpClient http, RouteProperties settings, OpenStreams streams) {
        this.http = http;
        this.settings = settings;
        this.streams = streams;
    }

    @Override
    public ServerResponse exchange(Request request) {
        var incoming = request.getServerRequest().servletRequest();
        var limit = limit(incoming);
        try (var body = new LimitedRequestBody(incoming.getInputStream(), limit.toBytes())) {
            return relay(request, send(outgoing(request, content(incoming, body)), body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpResponse<InputStream> send(HttpRequest request, LimitedRequestBody body) throws IOException {
        try {
            return http.send(request, BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UpstreamUnavailableException(false, e);
        } catch (IOException e) {
            if (body.callerFailed()) throw e;
            throw new UpstreamUnavailableException(
                    e instanceof HttpTimeoutException && !(e instanceof HttpConnectTimeoutException), e);
        }
    }

    private HttpRequest outgoing(Request request, BodyPublisher body) {
        var outgoing = HttpRequest.newBuilder(Objects.requireNonNull(request.getUri())).method(request.getMethod().name(), body);
        request.getHeaders().forEach((name, values) -> values.forEach(value -> outgoing.header(name, value)));
        // An event stream has no timeout, because its response begins with the first event.
        if (!request.getHeaders().getAccept().contains(MediaType.TEXT_EVENT_STREAM)) outgoing.timeout(settings.responseTimeout());
        return outgoing.build();
    }

    private DataSize limit(HttpServletRequest request) {
        return isMultipart(request) ? settings.maxUpload() : settings.maxBody();
    }

    /**
     * Streams multipart uploads. Buffers every other body, which is short, so that a slow caller does not occupy the service.
     */
    private BodyPublisher content(HttpServletRequest request, LimitedRequestBody body) throws IOException {
        long length = request.getContentLengthLong();
        if (length > limit(request).toBytes()) throw new BodyTooLargeException(limit(request).toBytes());
        if (isMultipart(request)) {
            var upload = BodyPublishers.ofInputStream(() -> body);
            return length < 0 ? upload : BodyPublishers.fromPublisher(upload, length);
        }
        var bytes = body.readAllBytes();
        return bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes);
    }

    private static boolean isMultipart(HttpServletRequest request) {
        return request.getContentType() != null && request.getContentType().startsWith("multipart/");
    }

    private ServerResponse relay(Request request, HttpResponse<InputStream> response) {
        var headers = new HttpHeaders();
        response.headers().map().forEach(headers::addAll);
        var relayed = new ProxiedServerResponse(HttpStatusCode.valueOf(response.statusCode()), response.body(), streams);
        var head = new Head(relayed.statusCode(), headers);
        request.getResponseConsumers().forEach(consumer -> consumer.accept(head, relayed));
        // Removes the internal address of the service, which callers cannot reach.
        var serviceUrl = Objects.requireNonNull(request.getUri()).resolve("/").toString();
        var location = relayed.headers().getFirst(HttpHeaders.LOCATION);
        if (location != null && location.startsWith(serviceUrl))
            relayed.headers().set(HttpHeaders.LOCATION, location.substring(serviceUrl.length() - 1));
        return relayed;
    }
}
