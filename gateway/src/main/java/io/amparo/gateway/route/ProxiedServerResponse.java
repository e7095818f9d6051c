package io.amparo.gateway.route;

import io.amparo.platform.Adapter;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
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

    private final HttpStatusCode status;
    private final HttpHeaders headers = new HttpHeaders();
    private final InputStream body;
    private final OpenStreams streams;

    ProxiedServerResponse(HttpStatusCode status, InputStream body, OpenStreams streams) {
        this.status = status;
        this.body = body;
        this.streams = streams;
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
        boolean events = MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(headers.getContentType());
        if (events) streams.add(body);
        // Closing the body before its end closes the connection, so that the service notices that the caller has disconnected.
        try (body) {
            copy(request, response.getOutputStream(), events);
        } finally {
            if (events) streams.remove(body);
        }
        return null;
    }

    private void copy(HttpServletRequest request, OutputStream out, boolean events) throws IOException {
        var chunk = new byte[CHUNK];
        try {
            if (events) out.flush();
            for (int count = read(request, chunk, events); count >= 0; count = read(request, chunk, events)) {
                out.write(chunk, 0, count);
                if (events) out.flush();
            }
        } catch (IOException callerDisconnected) {
            // The caller has disconnected, so no error response can be sent.
        }
    }

    private int read(HttpServletRequest request, byte[] into, boolean events) {
        try {
            return body.read(into);
        } catch (IOException e) {
            // An event stream may end at any point, because its client reconnects.
            if (!events) request.setAttribute(TRUNCATED, e);
            return -1;
        }
    }
}
