package io.amparo.notification.webhook.transport;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may connect to: of IPv4 all but the special-purpose ones (RFC 6890 and the registries of IANA), of
 * IPv6 the global unicast range without those that are special or contain an IPv4 address. What this list does not know is
 * refused.
 */
public final class PublicAddresses {
    /** Local, private, shared (100.64), link-local with metadata, protocol, documentation, 6to4 relay, benchmark, multicast. */
    private static final List<IPAddress> SPECIAL_IPV4 = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8",
            "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4");
    /** Outside are loopback, mapped and compatible addresses, NAT64, unique local, link-local, site-local and multicast. */
    private static final IPAddress GLOBAL_IPV6 = network("2000::/3");
    /** Protocols (with Teredo and benchmarks), documentation, 6to4, AS 112. */
    private static final List<IPAddress> SPECIAL_IPV6 = networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48",
            "3fff::/20");

    private final List<IPAddress> permitted;

    /**
     * @param permitted networks in CIDR notation that may be connected to although they are special, for example of receivers in
     *     the own data centre
     * @throws IllegalArgumentException if a network has another notation
     */
    public PublicAddresses(Collection<String> permitted) {
        this.permitted = permitted.stream().map(PublicAddresses::network).toList();
    }

    private static List<IPAddress> networks(String... networks) {
        return Stream.of(networks).map(PublicAddresses::network).toList();
    }

    private static IPAddress network(String text) {
        var network = new IPAddressString(text.strip()).getAddress();
        if (network == null || !network.isPrefixed())
            throw new IllegalArgumentException("Not a network in CIDR notation: " + text);
        return network.toPrefixBlock();
    }

    boolean contains(InetAddress address) {
        var ip = new IPAddressGenerator().from(address).withoutPrefixLength();
        if (isIn(permitted, ip)) return true;
        return ip.isIPv4() ? !isIn(SPECIAL_IPV4, ip) : GLOBAL_IPV6.contains(ip) && !isIn(SPECIAL_IPV6, ip);
    }

    private static boolean isIn(List<IPAddress> networks, IPAddress ip) {
        return networks.stream().anyMatch(network -> network.contains(ip));
    }
}
