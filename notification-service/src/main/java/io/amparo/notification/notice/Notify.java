package io.amparo.notification.notice;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.digest.Digests;
import io.amparo.notification.inbox.Notification;
import io.amparo.notification.inbox.Notifications;
import io.amparo.notification.preference.Preference;
import io.amparo.notification.preference.Preferences;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notifies a person of an event on the channels that the rules name and the person has chosen. Idempotent on each channel: a hash
 * of event and person is the id of the notice and of the mail. The inbox is written first.
 */
public final class Notify {
    private static final String URGENT = "P1";
    private static final String WITHDRAWAL = "sla-withdrawn";
    private static final Duration AFTER_BREACH = Duration.ofMinutes(1);

    /**
     * A notice to a person of whom only the id is known.
     *
     * @param noticeId id of what has happened; a person gets one notice about it
     * @param person person id or account
     */
    public record Notice(String noticeId, EventOrigin origin, Instant causedAt, String person, RelatedResource about,
            MailModel model) {}

    private final Notifications notifications;
    private final Preferences preferences;
    private final Digests digests;
    private final RequestDelivery requestDelivery;
    private final Audience audience;
    private final Clock clock;

    Notify(Notifications notifications, Preferences preferences, Digests digests, RequestDelivery requestDelivery,
            Audience audience, Clock clock) {
        this.notifications = notifications;
        this.preferences = preferences;
        this.digests = digests;
        this.requestDelivery = requestDelivery;
        this.audience = audience;
        this.clock = clock;
    }

    /** Notifies a person whose name and language the event has. */
    public void handle(Command command) {
        // A campaign repeats its notices for years, longer than an inbox keeps them; a requested mail has had its notice.
        if (command.campaign() != null && requestDelivery.isRequested(command)) return;
        var preference = preferences.of(command.recipient().id());
        var recipient = command.recipient().as(preference.language(), preference.zone());
        var cause = command.origin().causation();
        add(new Notice(cause, command.origin(), command.causedAt(), recipient.id(), command.about(), command.model()), preference,
                recipient);
        mail(command.to(recipient), preference, cause, recipient.id());
    }

    /** Adds a notice to the inbox of a person, without a mail: another mail covers the event. */
    public void handleWithoutMail(Command command) {
        var preference = preferences.of(command.recipient().id());
        var recipient = command.recipient().as(preference.language(), preference.zone());
        add(new Notice(command.origin().causation(), command.origin(), command.causedAt(), recipient.id(), command.about(),
                command.model()), preference, recipient);
    }

    /**
     * Notifies a person of whom only the id is known. A mail needs an address: that of the configured staff or of a contact. An
     * account is known as a contact since its person saved preferences; before, the forum mails nothing.
     */
    public void handle(Notice notice) {
        var preference = preferences.of(notice.person());
        var recipient = audience.person(preference.person()).map(found -> found.as(preference.language(), preference.zone()));
        add(notice, preference, recipient.orElse(null));
        recipient.ifPresent(
                known -> mail(new Command(notice.origin(), notice.causedAt(), known, notice.about(), null, notice.model()),
                        preference, notice.noticeId(), notice.person()));
    }

    private void add(Notice notice, Preference preference, @Nullable Recipient recipient) {
        if (!preference.choice(NoticeKind.of(notice.model().template())).inbox()) return;
        var known = Optional.ofNullable(recipient);
        notifications.add(new Notification(Notification.idOf(notice.noticeId(), notice.person()), notice.person(),
                requestDelivery.complete(notice.model(), known.map(Recipient::name).orElse("")), notice.about(),
                known.map(Recipient::language).orElse(null), known.map(Recipient::zone).orElse(null), clock.instant(), null));
    }

    private void mail(Command command, Preference preference, String noticeId, String addressee) {
        var kind = NoticeKind.of(command.model().template());
        var zone = command.recipient().zone();
        switch (preference.choice(kind).mail()) {
            case NONE -> { /* the person reads the inbox */ }
            case DIGEST -> digests.add(addressee, noticeId, requestDelivery.complete(command.model(), command.recipient().name()),
                    preference.nextDigest(clock.instant(), zone));
            case AT_ONCE -> quietUntil(kind, command.model(), preference, zone)
                    .ifPresentOrElse(end -> requestDelivery.handle(command, end), () -> requestDelivery.handle(command));
        }
    }

    /**
     * An event of an SLA without a priority may be about a P1. A withdrawn breach wakes no one up, and follows the breach, which
     * may wait as well.
     */
    private Optional<Instant> quietUntil(NoticeKind kind, MailModel model, Preference preference, ZoneId zone) {
        var isWithdrawal = model.template().equals(WITHDRAWAL);
        var urgent = kind == NoticeKind.SLA && model.facts().getOrDefault("priority", isWithdrawal ? "" : URGENT).equals(URGENT);
        return preference.quietUntil(kind, urgent, clock.instant(), zone).map(end -> isWithdrawal ? end.plus(AFTER_BREACH) : end);
    }
}
