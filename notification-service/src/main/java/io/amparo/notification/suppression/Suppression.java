package io.amparo.notification.suppression;

import io.amparo.platform.Ids;
import java.time.Instant;

/**
 * An address that gets no mail.
 *
 * @param address in folded form
 * @param code status code (RFC 3463) of the bounce
 * @param deliveryId delivery that has bounced
 */
record Suppression(String address, String code, String deliveryId, Instant suppressedAt) {
    private static final int ID_BYTES = 16;

    /** Returns the hash of an address. */
    static String idOf(String address) {
        return Ids.sha256Of(address, ID_BYTES);
    }

    String id() {
        return idOf(address);
    }
}
