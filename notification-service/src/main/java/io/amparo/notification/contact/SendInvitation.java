package io.amparo.notification.contact;

import io.amparo.events.Event;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.time.Clock;
import java.time.Instant;

/**
 * Mails an invitation, once for the invitation and once for each repetition, however often the state of the customer is
 * published.
 */
public final class SendInvitation {

    /**
     * @param event the event that has the invitation
     * @param causedAt time of the event
     * @param person the invited person, with the id of the later contact
     * @param mailing number of the mail about this invitation
     */
    public record Command(Event event, Instant causedAt, String company, Recipient person, String inviter, String token,
            int mailing, Instant expiresAt) {

        /** Differs from the id of the event: each further state of the customer contains the invitation as well. */
        EventOrigin origin() {
            var causation = "%s#invitation/%s/%d".formatted(event.source(), person.id(), mailing);
            return new EventOrigin(causation, event.correlation(), event.traceparent());
        }
    }

    private final Notify notifier;
    private final String portal;
    private final Clock clock;

    SendInvitation(Notify notifier, String portal, Clock clock) {
        this.notifier = notifier;
        this.portal = portal;
        this.clock = clock;
    }

    /**
     * An invitation that has expired, for example while this service was stopped, sends no mail. The text does not contain the
     * name of the person: the inviter wrote it, and could send a stranger any text in the name of the vendor.
     */
    public void handle(Command command) {
        if (!clock.instant().isBefore(command.expiresAt())) return;
        var model = MailModel.of("invitation").with("company", command.company()).with("inviter", command.inviter())
                .with("link", portal + "/invitations/" + command.token()).with("email", command.person().email())
                .with("expiresAt", command.expiresAt());
        notifier.handle(new RequestDelivery.Command(command.origin(), command.causedAt(), command.person(),
                RelatedResource.invitation(command.person().id(), command.company()), null, model));
    }
}
