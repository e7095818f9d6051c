package io.amparo.notification.webhook.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves the name of a receiver for each connection, and refuses it if any of its addresses is not public. The client connects
 * to the addresses that this resolver returns and resolves nothing by itself, so a name that answers differently the next time
 * leads to no other address.
 */
public final class GuardedDnsResolver implements DnsResolver {

    /** Returns all addresses of a name. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private final Lookup lookup;
    private final PublicAddresses addresses;

    public GuardedDnsResolver(Lookup lookup, PublicAddresses addresses) {
        this.lookup = lookup;
        this.addresses = addresses;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var resolved = lookup.resolve(host);
        if (!Stream.of(resolved).allMatch(addresses::contains)) throw new RefusedAddressException(host);
        return resolved;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
