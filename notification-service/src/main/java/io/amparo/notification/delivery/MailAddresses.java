package io.amparo.notification.delivery;

import io.amparo.notification.rule.MailChoice;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.signature.SignedAddress;
import io.amparo.notification.signature.SignedToken;
import java.util.Optional;

/**
 * The addresses by which something comes back from a mail: replies, bounces, and the request to get no more mails.
 *
 * @param replies empty if replies are not received
 * @param bounces empty if bounces are not received
 * @param portal address of the portal; a link that is not https cannot be used with one click (RFC 8058)
 */
record MailAddresses(Optional<SignedAddress> replies, Optional<SignedAddress> bounces, SignedToken unsubscribeTokens,
        String portal) {

    Optional<String> replyTo(Delivery delivery) {
        var about = delivery.message().about();
        return about.type() == RelatedResource.Type.TICKET ? replies.map(address -> address.of(about.label())) : Optional.empty();
    }

    /** Returns the envelope sender. */
    Optional<String> returnPath(Delivery delivery) {
        return bounces.map(address -> address.of(delivery.id()));
    }

    /** Returns the link that ends mails of this kind; empty for a mail that is part of the contract, or an answer. */
    Optional<String> unsubscribeLink(Delivery delivery) {
        return portal.startsWith("https://") && isChosen(delivery.message().template())
                ? Optional.of(portal + "/api/v1/unsubscribe/" + unsubscribeTokens.of(delivery.id()))
                : Optional.empty();
    }

    /** Whether a person can choose to get no mails with a template. */
    static boolean isChosen(String template) {
        return template.equals(NoticeKind.DIGEST_TEMPLATE)
                || NoticeKind.find(template).filter(kind -> kind.mailChoices(true).contains(MailChoice.NONE)).isPresent();
    }
}
