package io.amparo.notification.digest;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.digest.Digest.Batch;
import io.amparo.notification.digest.Digest.Item;
import io.amparo.notification.preference.Preference;
import io.amparo.notification.preference.Preferences;
import io.amparo.notification.rule.MailChoice;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.template.Mail;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;

/**
 * Mails the summary of a person. Each step can be repeated: the batch is fixed before its mail is requested, and its id is the
 * cause of the mail. A person who is no contact any more gets none.
 */
final class SendDigest {
    private static final String CAMPAIGN = "digest";

    private final Digests digests;
    private final Preferences preferences;
    private final Audience audience;
    private final RequestDelivery requestDelivery;
    private final Clock clock;

    SendDigest(Digests digests, Preferences preferences, Audience audience, RequestDelivery requestDelivery, Clock clock) {
        this.digests = digests;
        this.preferences = preferences;
        this.audience = audience;
        this.requestDelivery = requestDelivery;
        this.clock = clock;
    }

    void handle(String id) {
        var now = clock.instant();
        if (!digests.claim(id, now, now.plus(Digest.LEASE))) return;
        var preference = preferences.of(id);
        var recipient = audience.person(preference.person()).map(found -> found.as(preference.language(), preference.zone()));
        var zone = recipient.map(Recipient::zone).orElseGet(audience::defaultZone);
        var run = UUID.randomUUID().toString();
        var digest = digests.find(id).orElseThrow().state();
        if (digest.batch() == null && digest.dueAt() != null) {
            var planned = preference.nextDigest(digest.dueAt().minusMillis(1), zone);
            if (planned.isAfter(now)) {
                digests.update(id, "postpone/" + run, current -> current.postpone(planned));
                return;
            }
        }
        digests.update(id, "begin/" + run, current -> current.begin(now, run, item -> isWanted(item, preference)));
        var batch = digests.find(id).orElseThrow().state().batch();
        if (batch != null && !batch.items().isEmpty()) recipient.ifPresent(known -> requestDelivery.handle(mail(batch, known)));
        digests.update(id, "complete/" + run, current -> current.complete(batch, preference.nextDigest(now, zone)));
    }

    /** The person may have switched off the mails since the notice. */
    private static boolean isWanted(Item item, Preference preference) {
        return preference.choice(NoticeKind.of(item.model().template())).mail() != MailChoice.NONE;
    }

    /**
     * Has no correlation, and no id of a notice or an account: they would lead from an author of the forum to the address. Nearly
     * all summaries are due at the same time, so they have the permits of a campaign and delay no receipt.
     */
    private Command mail(Batch batch, Recipient recipient) {
        var lines = batch.items().stream()
                .map(item -> Map.of("line", Mail.render(item.model(), recipient.language(), recipient.zone()).subject()))
                .toList();
        var model = MailModel.of("digest").with("count", batch.items().size() + batch.dropped()).with("lines", lines)
                .with("dropped", batch.dropped() == 0 ? null : batch.dropped());
        return new Command(new EventOrigin("digest/" + batch.id(), null, null), clock.instant(), recipient,
                RelatedResource.digest(recipient.id()), CAMPAIGN, model);
    }
}
