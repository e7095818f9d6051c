package io.amparo.platform.security;

import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Decides which addresses may provide signing keys: those with TLS, and those of this machine. */
final class TrustedAddress {
    static final String REASON = "http is allowed only on this machine (localhost, 127.0.0.0/8, ::1): elsewhere an attacker could replace the keys and sign tokens";

    private TrustedAddress() {
    }

    /** Decides by the text alone: a name that resolves to a loopback address today may resolve to another one tomorrow. */
    static boolean isTrusted(URI address) {
        if (address.getHost() == null) return false;
        return "https".equalsIgnoreCase(address.getScheme())
                || "http".equalsIgnoreCase(address.getScheme()) && isLoopback(address.getHost());
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) return true;
        var literal = literal(host);
        return literal != null && literal.isLoopbackAddress();
    }

    private static @Nullable InetAddress literal(String host) {
        try {
            return InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", ""));
        } catch (IllegalArgumentException name) {
            return null;
        }
    }
}
