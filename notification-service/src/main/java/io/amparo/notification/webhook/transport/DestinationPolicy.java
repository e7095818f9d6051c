package io.amparo.notification.webhook.transport;

import inet.ipaddr.HostName;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which URLs a webhook may have, before its name is resolved. An address must be written in its usual form: resolvers read other
 * forms, such as octal numbers, in different ways.
 */
public final class DestinationPolicy {
    /** Labels of ASCII letters, digits and hyphens; international names are in their ASCII form. */
    private static final Pattern NAME = Pattern
            .compile("(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    /** Why a URL is refused. */
    public enum Refusal {
        MALFORMED_URL("malformed"), SCHEME("webhook-scheme"), USER_INFO("webhook-user"), PORT("webhook-port"),
        HOST("webhook-host");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** Returns the code of the error of the field. */
        public String code() {
            return code;
        }
    }

    private final PublicAddresses addresses;
    private final Set<Integer> ports;
    private final boolean insecureHttp;

    /** @param insecureHttp whether {@code http} is allowed, for local use */
    public DestinationPolicy(PublicAddresses addresses, Set<Integer> ports, boolean insecureHttp) {
        this.addresses = addresses;
        this.ports = Set.copyOf(ports);
        this.insecureHttp = insecureHttp;
    }

    /** Returns why a URL is refused; empty if it is allowed. */
    public Optional<Refusal> refusal(String url) {
        return Optional.ofNullable(refusalOf(url));
    }

    private @Nullable Refusal refusalOf(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException malformed) {
            return Refusal.MALFORMED_URL;
        }
        if (url.getScheme() == null || url.isOpaque() || url.getRawFragment() != null || !text.chars().allMatch(c -> c < 128))
            return Refusal.MALFORMED_URL;
        var scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(insecureHttp && scheme.equals("http"))) return Refusal.SCHEME;
        if (url.getRawAuthority() == null) return Refusal.MALFORMED_URL;
        if (url.getRawAuthority().indexOf('@') >= 0) return Refusal.USER_INFO;
        if (url.getHost() == null || !isAllowedHost(url.getHost().toLowerCase(Locale.ROOT))) return Refusal.HOST;
        return ports.contains(port(url)) ? null : Refusal.PORT;
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) return url.getPort();
        return url.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private boolean isAllowedHost(String host) {
        var literal = new HostName(host).asAddress();
        if (literal == null) return NAME.matcher(host).matches() && !host.equals("localhost") && !host.endsWith(".localhost");
        // An address with a zone or a prefix, or in octal, is not the one that its text seems to be.
        if (literal.isMultiple() || literal.isPrefixed() || host.indexOf('%') >= 0) return false;
        if (literal.isIPv4() && !literal.toNormalizedString().equals(host)) return false;
        InetAddress address = literal.toInetAddress();
        return addresses.contains(address);
    }
}
