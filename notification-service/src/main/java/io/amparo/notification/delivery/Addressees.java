package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.audience.RecipientLookup;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Chooses the address of a mail. If a mail to the address of a contact has bounced, a mail about a ticket goes to another contact
 * of the same company, who may read the ticket as well. Personal mails have no alternate, and an announcement goes to every
 * contact anyway.
 *
 * @param isSuppressed whether an address gets no mail
 */
record Addressees(RecipientLookup recipients, Predicate<String> isSuppressed) {

    /** @return the delivery with its addressee; empty if no person can get the mail */
    Optional<Delivery> choose(Delivery delivery, String address, Instant now) {
        if (!isSuppressed.test(address)) return Optional.of(delivery.to(address));
        return alternate(delivery.message(), now).map(delivery::toAlternate);
    }

    /** Whether a mail could be sent to the recipient or to somebody else. */
    boolean isReachable(Delivery delivery, Instant now) {
        return recipients.address(delivery.message().recipient()).map(address -> choose(delivery, address, now).isPresent())
                .orElse(true);
    }

    private Optional<Recipient> alternate(Message message, Instant now) {
        if (message.about().type() != RelatedResource.Type.TICKET) return Optional.empty();
        return recipients.alternates(message.recipient(), now).stream().filter(this::isReachable).findFirst();
    }

    private boolean isReachable(Recipient contact) {
        var address = contact.email();
        return address != null && !isSuppressed.test(address);
    }
}
