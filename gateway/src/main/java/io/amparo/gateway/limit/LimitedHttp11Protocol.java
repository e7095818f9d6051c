package io.amparo.gateway.limit;

import org.apache.catalina.util.NetMaskSet;
import org.apache.coyote.http11.Http11NioProtocol;

/**
 * HTTP/1.1 connector of Tomcat with two limits that Tomcat lacks: connections of one address, and the time until the head of a
 * request is complete. Tomcat creates it by its class name.
 */
public final class LimitedHttp11Protocol extends Http11NioProtocol {
    private final LimitedEndpoint endpoint;

    public LimitedHttp11Protocol() {
        this(new LimitedEndpoint());
    }

    private LimitedHttp11Protocol(LimitedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /**
     * @param unlimited proxies, whose connections belong to many callers
     * @param onRefused called for each connection that is closed because its address has too many
     */
    public void limit(LimitProperties limits, NetMaskSet unlimited, Runnable onRefused) {
        setMaxConnections(limits.connections());
        endpoint.limit(limits, unlimited, onRefused);
    }
}
