package io.amparo.gateway.route;

import io.amparo.platform.Adapter;
import io.amparo.platform.store.TraceContext;
import java.util.Set;
import org.springframework.cloud.gateway.server.mvc.filter.HttpHeadersFilter.RequestHttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Filters the request headers for a service. Removes headers that only the gateway may set, hop-by-hop headers and cookies (a
 * browser sends them to every port of a host). Sets {@code traceparent}. The token is passed on unchanged.
 */
@Adapter
final class OutgoingHeadersFilter implements RequestHttpHeadersFilter, Ordered {
    private static final Set<String> STRIPPED_HEADERS = Set.of("X-Real-IP", "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method",
            "X-HTTP-Method-Override", "X-Method-Override", HttpHeaders.COOKIE, HttpHeaders.EXPECT, "Proxy-Connection",
            "HTTP2-Settings", "traceparent", "tracestate", "baggage", "b3");

    private final TraceContext trace;

    OutgoingHeadersFilter(TraceContext trace) {
        this.trace = trace;
    }

    @Override
    public HttpHeaders apply(HttpHeaders original, ServerRequest request) {
        var headers = new HttpHeaders();
        headers.putAll(original);
        // Headers listed in Connection are hop-by-hop (RFC 9110, 7.6.1).
        original.getOrEmpty(HttpHeaders.CONNECTION).forEach(
                names -> StringUtils.commaDelimitedListToSet(names).stream().map(String::strip).forEach(headers::remove));
        STRIPPED_HEADERS.forEach(headers::remove);
        var traceparent = trace.traceparent();
        if (traceparent != null) headers.set("traceparent", traceparent);
        return headers;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
