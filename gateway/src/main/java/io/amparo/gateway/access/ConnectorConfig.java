package io.amparo.gateway.access;

import io.amparo.gateway.limit.LimitProperties;
import io.amparo.gateway.limit.LimitedHttp11Protocol;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.catalina.valves.RemoteIpValve;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the connector: its limits, and the proxies whose forwarding headers are trusted. */
@Configuration
class ConnectorConfig {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedConnector(LimitProperties limits, ProxyProperties proxies,
            ObjectProvider<Counter> refusedConnections) {
        return server -> {
            server.setProtocol(LimitedHttp11Protocol.class.getName());
            server.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof LimitedHttp11Protocol limited)
                    limited.limit(limits, proxies.masks(), () -> refusedConnections.getObject().increment());
                // Disables form parsing in Tomcat, so that form bodies reach the service unchanged.
                connector.setParseBodyMethods("");
            });
        };
    }

    @Bean
    Counter refusedConnections(MeterRegistry meters) {
        return Counter.builder("amparo.gateway.refused.connections")
                .description("Connections that were closed because their address had too many").register(meters);
    }

    /** Without named proxies X-Forwarded-For is ignored: each caller could set it, and so evade the limits by address. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> trustedProxies(ProxyProperties proxies) {
        return server -> {
            if (proxies.isEmpty()) return;
            var valve = new RemoteIpValve();
            valve.setInternalProxies(proxies.networks());
            server.addEngineValves(valve);
        };
    }
}
