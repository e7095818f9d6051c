package io.amparo.gateway.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The unit of a limit by address: an IPv4 address, or the /64 network of an IPv6 address. One subscriber has at least a /64, so a
 * limit for each single IPv6 address would limit nothing.
 */
public final class AddressGroup {
    private static final int NETWORK_BYTES = 8;

    private AddressGroup() {
    }

    public static String of(InetAddress address) {
        if (!(address instanceof Inet6Address)) return address.getHostAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES)) + "/64";
    }

    /**
     * @param remoteAddress address of a request; a proxy may have forwarded a text that is no address: all of them are one group
     */
    public static String of(String remoteAddress) {
        try {
            return of(InetAddress.ofLiteral(remoteAddress));
        } catch (IllegalArgumentException notAnAddress) {
            return "unknown";
        }
    }
}
