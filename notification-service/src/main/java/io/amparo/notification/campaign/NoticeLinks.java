package io.amparo.notification.campaign;

import io.amparo.notification.delivery.CampaignMails;
import io.amparo.notification.signature.SignedToken;
import java.util.Optional;

/**
 * Links in the mails about an end of life. The holder of a link may acknowledge the notice for its recipient, without a sign-in.
 */
final class NoticeLinks {
    private static final String PATH = "/api/v1/notices/";

    private final SignedToken tokens;
    private final String portal;

    NoticeLinks(SignedToken tokens, String portal) {
        this.tokens = tokens;
        this.portal = portal;
    }

    /** @param cause causation id of the event behind the mail */
    String to(String cause, String personId) {
        return portal + PATH + tokens.of(CampaignMails.idOf(cause, personId));
    }

    /** Returns the id of the mail; empty if this service has not made the token. */
    Optional<String> mailOf(String token) {
        return tokens.verify(token);
    }
}
