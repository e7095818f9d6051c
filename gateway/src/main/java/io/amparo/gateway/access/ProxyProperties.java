package io.amparo.gateway.access;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.catalina.util.NetMaskSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param trustedProxies addresses and networks (CIDR) of the proxies whose {@code X-Forwarded-For} is trusted */
@ConfigurationProperties("amparo.gateway")
record ProxyProperties(@DefaultValue List<String> trustedProxies) {

    boolean isEmpty() {
        return trustedProxies.isEmpty();
    }

    /** Returns the networks as Tomcat reads them; an address is the network of one address. */
    String networks() {
        return trustedProxies.stream().map(String::strip)
                .map(proxy -> proxy.contains("/") ? proxy : proxy + (proxy.contains(":") ? "/128" : "/32"))
                .collect(Collectors.joining(","));
    }

    NetMaskSet masks() {
        return isEmpty() ? new NetMaskSet() : NetMaskSet.parse(networks());
    }
}
