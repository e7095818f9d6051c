package io.amparo.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.gateway.route.OpenStreams.OpenStream;
import io.amparo.platform.Adapter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.util.CollectionUtils;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/** Response of a service that is streamed to the caller: status and headers unchanged, the body as it arrives. */
@Adapter
final class ProxiedServerResponse implements ServerResponse {
    /**
     * Request attribute with the exception of a response body that the service truncated; {@link TruncatedResponseFilter} handles
     * it.
     */
    static final String TRUNCATED = ProxiedServerResponse.class.getName() + ".broken";
    private static final int CHUNK = 16 * 1024;

    private static final byte[] EXPIRED = ": the token has expired; connect with a new one\n\n".getBytes(UTF_8);
    private static final byte[] REPLACED = ": a newer stream of this person has replaced this one\n\n".getBytes(UTF_8);

    private final HttpStatusCode status;
    private final HttpHeaders headers = new HttpHeaders();
    private final TimedBody body;
    private final boolean stream;
    private boolean endsWithEvent = true;

    /** @param stream whether the route is an event stream */
    ProxiedServerResponse(HttpStatusCode status, TimedBody body, boolean stream) {
        this.status = status;
        this.body = body;
        this.stream = stream;
    }

    @Override
    public HttpStatusCode statusCode() {
        return status;
    }

    @Override
    public HttpHeaders headers() {
        return headers;
    }

    @Override
    public MultiValueMap<String, Cookie> cookies() {
        return CollectionUtils.toMultiValueMap(Map.of());
    }

    @Override
    public @Nullable ModelAndView writeTo(HttpServletRequest request, HttpServletResponse response, Context context)
            throws IOException {
        response.setStatus(status.value());
        headers.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
        // Closing the body before its end closes the connection, so that the service notices that the caller has disconnected.
        try (body) {
            if (stream && request.getAttribute(StreamLimitFilter.STREAM) instanceof OpenStream open
                    && MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(headers.getContentType()))
                copyEvents(response.getOutputStream(), open);
            else
                copy(request, response.getOutputStream());
        }
        return null;
    }

    private void copy(HttpServletRequest request, OutputStream out) {
        var chunk = new byte[CHUNK];
        try {
            for (int count = read(request, chunk); count >= 0; count = read(request, chunk)) out.write(chunk, 0, count);
        } catch (IOException callerDisconnected) {
            // The caller has disconnected, so no error response can be sent.
        }
    }

    private int read(HttpServletRequest request, byte[] into) {
        try {
            return body.read(into);
        } catch (IOException e) {
            request.setAttribute(TRUNCATED, e);
            return -1;
        }
    }

    private void copyEvents(OutputStream out, OpenStream open) {
        try {
            open.attach(body);
            var chunk = new byte[CHUNK];
            out.flush();
            for (int count = readEvents(chunk); count >= 0; count = readEvents(chunk)) {
                out.write(chunk, 0, count);
                out.flush();
                endsWithEvent = count > 1 ? chunk[count - 1] == '\n' && chunk[count - 2] == '\n' : chunk[0] == '\n';
            }
            if (body.expired() && endsWithEvent) out.write(EXPIRED);
            if (open.isReplaced() && endsWithEvent) out.write(REPLACED);
        } catch (IOException callerDisconnected) {
            // The caller has disconnected; it reconnects if it is interested.
        }
    }

    /** An event stream may end at any point, because its client reconnects and ignores an incomplete event. */
    private int readEvents(byte[] into) {
        try {
            return body.read(into);
        } catch (IOException ended) {
            return -1;
        }
    }
}
