package io.amparo.notification.audience;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is known about a recipient at the time of sending. */
public interface RecipientLookup {

    /**
     * Returns the present address of a recipient; empty for a contact whom the customer does not name. Either its event has not
     * arrived yet, or the contact {@linkplain #isFormerContact was removed}.
     */
    Optional<String> address(Recipient recipient);

    /** Whether the recipient was a contact of the customer and is none any more, so that no mail may be sent. */
    boolean isFormerContact(Recipient recipient);

    /**
     * Returns the contacts who may get a mail about a ticket instead of this contact, the preferred ones first: those of the same
     * company who have access now, and of these the ones with the same language first. Empty for staff.
     */
    List<Recipient> alternates(Recipient recipient, Instant now);
}
