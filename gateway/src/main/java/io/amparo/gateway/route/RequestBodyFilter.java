package io.amparo.gateway.route;

import io.amparo.gateway.limit.RequestOwner;
import io.amparo.gateway.route.RefusedBodyException.Reason;
import io.amparo.platform.Adapter;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Reads the request body before the circuit breaker and the service are asked, so that a slow caller occupies neither. Only an
 * upload is streamed, because it is too large for memory.
 */
@Adapter
final class RequestBodyFilter implements HandlerFilterFunction<ServerResponse, ServerResponse> {
    /** The body for the service, as an attribute of the request. */
    private record ForwardedBody(BodyPublisher publisher, LimitedRequestBody source) {}

    private static final String ATTRIBUTE = RequestBodyFilter.class.getName();

    private final RouteProperties routes;
    private final TimeLimitProperties times;
    private final BodyMemory memory;
    private final GatewayProblems problems;

    RequestBodyFilter(RouteProperties routes, TimeLimitProperties times, BodyMemory memory, GatewayProblems problems) {
        this.routes = routes;
        this.times = times;
        this.memory = memory;
        this.problems = problems;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        var incoming = request.servletRequest();
        boolean upload = routes.isUpload(incoming.getServletPath());
        long limit = (upload ? routes.maxUpload() : routes.maxBody()).toBytes();
        if (incoming.getContentLengthLong() > limit) return refused(Reason.TOO_LARGE);
        try (var reservation = memory.reservation(RequestOwner.personOrAddress(incoming))) {
            var body = upload ? new LimitedRequestBody(incoming.getInputStream(), limit, times.upload(), _ -> {
            }) : new LimitedRequestBody(incoming.getInputStream(), limit, times.body(), reservation);
            return forward(request, next, body, upload);
        }
    }

    private ServerResponse forward(ServerRequest request, HandlerFunction<ServerResponse> next, LimitedRequestBody body,
            boolean upload) throws Exception {
        try {
            var publisher = upload ? streamed(request.servletRequest(), body) : buffered(body);
            request.servletRequest().setAttribute(ATTRIBUTE, new ForwardedBody(publisher, body));
            return next.handle(request);
        } catch (Exception e) {
            var failure = body.failure();
            if (failure == null) throw e;
            return failure instanceof RefusedBodyException refused
                    ? refused(refused.reason())
                    : problems.respond(HttpStatus.BAD_REQUEST, "bad-request");
        }
    }

    private static BodyPublisher buffered(LimitedRequestBody body) throws IOException {
        var bytes = body.readAllBytes();
        return bytes.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes);
    }

    private static BodyPublisher streamed(HttpServletRequest request, InputStream body) {
        long length = request.getContentLengthLong();
        if (length == 0) return BodyPublishers.noBody();
        var upload = BodyPublishers.ofInputStream(() -> body);
        return length < 0 ? upload : BodyPublishers.fromPublisher(upload, length);
    }

    private ServerResponse refused(Reason reason) {
        return switch (reason) {
            case TOO_LARGE -> problems.respond(HttpStatus.CONTENT_TOO_LARGE, "too-large");
            case TOO_SLOW -> problems.respond(HttpStatus.REQUEST_TIMEOUT, "too-slow");
            case TOO_MUCH_OF_CALLER -> problems.respond(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
            case TOO_MUCH_IN_ALL -> problems.respond(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
        };
    }

    static BodyPublisher publisher(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ForwardedBody body ? body.publisher() : BodyPublishers.noBody();
    }

    /** Returns why the caller's body could not be read, null if it was read without failure. */
    static @Nullable IOException failure(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof ForwardedBody body ? body.source().failure() : null;
    }
}
