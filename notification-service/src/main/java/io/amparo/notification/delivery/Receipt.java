package io.amparo.notification.delivery;

import java.time.Instant;

/**
 * What the mail server of a recipient has reported about a mail (RFC 3464).
 *
 * @param code status code (RFC 3463)
 * @param at instant at which the report was read
 */
public record Receipt(Status status, String code, Instant at) {

    /** What has become of the mail. */
    public enum Status {
        /** The mail is in the mailbox. */
        DELIVERED,
        /** The mail was returned for good. */
        BOUNCED
    }

    boolean replaces(Receipt known) {
        return status == Status.BOUNCED && known.status() == Status.DELIVERED;
    }

    /**
     * Whether the address is at fault, so that further mails would bounce as well: unknown or disabled (RFC 3463: x.0.0, x.1.x,
     * x.2.x). A full mailbox (x.2.2), a mail that is too long (x.2.3), and faults of a system, a route, a protocol, the content
     * or a policy concern one mail.
     */
    boolean concernsAddress() {
        return status == Status.BOUNCED && code.matches("5\\.(0\\.\\d+|1\\.\\d+|2\\.(?![23]$)\\d+)");
    }
}
