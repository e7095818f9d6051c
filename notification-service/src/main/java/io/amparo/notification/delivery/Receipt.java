package io.amparo.notification.delivery;

import java.time.Instant;
import java.util.Set;

/**
 * What the mail server of a recipient has reported about a mail (RFC 3464).
 *
 * @param code status code (RFC 3463)
 * @param at instant at which the report was read
 */
public record Receipt(Status status, String code, Instant at) {
    private static final Set<String> ADDRESS_FAULTS = Set.of("5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

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
     * Whether the address is at fault, so that further mails would bounce as well: unknown, malformed, moved, or its mailbox
     * disabled (RFC 3463: 5.1.1, 5.1.2, 5.1.3, 5.1.6, 5.1.10, 5.2.1). All other faults, also of the sender's address (5.1.7,
     * 5.1.8) and those without a code (5.0.0), concern one mail.
     */
    boolean concernsAddress() {
        return status == Status.BOUNCED && ADDRESS_FAULTS.contains(code);
    }
}
