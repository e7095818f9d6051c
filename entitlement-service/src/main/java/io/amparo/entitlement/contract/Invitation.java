package io.amparo.entitlement.contract;

import io.amparo.events.customer.CustomerEvent.Contact;
import java.time.Instant;

/**
 * An invitation that is not accepted. Its person has no access and is no contact.
 *
 * @param contact the contact that the person becomes by accepting
 * @param token part of the link in the mail; grants nothing without the verified address
 * @param inviter name of who invited
 * @param mailing number of mails about it; a repeated invitation has one more
 */
public record Invitation(Contact contact, String token, String inviter, int mailing, Instant expiresAt) {

    boolean isOpen(Instant now) {
        return now.isBefore(expiresAt);
    }

    String email() {
        return contact.email();
    }

    /** Repeats the invitation, with new data of the person. Links of earlier mails stay valid. */
    Invitation repeat(Contact newData, String by, Instant newExpiry) {
        var merged = new Contact(contact.id(), newData.email(), newData.name(), newData.language(), newData.zone(),
                newData.administrator(), newData.deputyFor(), newData.activeFrom(), newData.activeTo());
        return new Invitation(merged, token, by, mailing + 1, newExpiry);
    }
}
