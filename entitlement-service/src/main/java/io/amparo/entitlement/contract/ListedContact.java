package io.amparo.entitlement.contract;

import io.amparo.events.customer.CustomerEvent.Contact;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person in the list of contacts: a named contact, or one who is invited.
 *
 * @param invitedUntil when the invitation expires; null for a named contact
 */
public record ListedContact(Contact contact, @Nullable Instant invitedUntil) {
    public static ListedContact named(Contact contact) {
        return new ListedContact(contact, null);
    }

    static ListedContact invited(Invitation invitation) {
        return new ListedContact(invitation.contact(), invitation.expiresAt());
    }
}
