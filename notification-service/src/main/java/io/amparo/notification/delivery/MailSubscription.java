package io.amparo.notification.delivery;

import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.signature.SignedToken;
import java.util.Optional;

/** The mails that the recipient of a mail can end by its link. */
public final class MailSubscription {

    /**
     * Mails of one kind to one person.
     *
     * @param kind empty for the daily summary
     */
    public record Subscription(String person, Optional<NoticeKind> kind) {}

    private final Deliveries deliveries;
    private final SignedToken tokens;

    MailSubscription(Deliveries deliveries, SignedToken tokens) {
        this.deliveries = deliveries;
        this.tokens = tokens;
    }

    /** Whether the token was made by this service; shows nothing about its mail. */
    public boolean isSigned(String token) {
        return tokens.verify(token).isPresent();
    }

    /** Returns what a token ends; empty if its mail does not exist or is part of the contract. */
    public Optional<Subscription> find(String token) {
        return tokens.verify(token).flatMap(deliveries::find).map(found -> found.state().message())
                .filter(message -> MailAddresses.isChosen(message.template()))
                .map(message -> new Subscription(message.recipient().id(), NoticeKind.find(message.template())));
    }
}
