package io.amparo.notification.preference;

import io.amparo.notification.rule.MailChoice;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person has chosen. Kinds without a choice follow the rules.
 *
 * @param account subject of the token
 * @param person person id when the person saved the preferences last: the contact id of a named contact
 * @param digestAt time of day of the daily summary
 * @param quietHours null for none
 * @param language BCP 47 tag; null for that of the event
 * @param zone null for that of the contact
 */
public record Preference(String account, String person, Map<NoticeKind, Choice> choices, LocalTime digestAt,
        @Nullable QuietHours quietHours, @Nullable String language, @Nullable ZoneId zone) {
    static final LocalTime DEFAULT_DIGEST = LocalTime.of(8, 0);

    /** Whether notices of a kind stand in the inbox, and how they are mailed. */
    public record Choice(boolean inbox, MailChoice mail) {}

    public Preference {
        var ordered = new EnumMap<NoticeKind, Choice>(NoticeKind.class);
        ordered.putAll(choices);
        choices = Collections.unmodifiableMap(ordered);
    }

    /** Returns the preferences of a person who has chosen nothing: the rules apply. */
    public static Preference none(String account, String person) {
        return new Preference(account, person, Map.of(), DEFAULT_DIGEST, null, null, null);
    }

    /** Returns the change to preferences of an account alone, because another account has saved as the same person since. */
    Change<Preference, Void> withoutPerson() {
        return Change.of(new Preference(account, account, choices, digestAt, quietHours, language, zone), List.of());
    }

    /** Returns the change to no mails of these kinds; the inbox and all else stay. */
    Change<Preference, Void> withoutMail(Collection<NoticeKind> kinds) {
        var changed = new EnumMap<NoticeKind, Choice>(NoticeKind.class);
        changed.putAll(choices);
        kinds.forEach(kind -> changed.put(kind, new Choice(choice(kind).inbox(), MailChoice.NONE)));
        return Change.of(new Preference(account, person, changed, digestAt, quietHours, language, zone), List.of());
    }

    /** Returns the kinds whose mails come in the daily summary. */
    List<NoticeKind> digestKinds() {
        return NoticeKind.chosen().stream().filter(kind -> choice(kind).mail() == MailChoice.DIGEST).toList();
    }

    public Choice choice(NoticeKind kind) {
        return choices.getOrDefault(kind, new Choice(kind.isInInbox(), kind.defaultMail()));
    }

    /**
     * Returns until when a mail waits; empty if it is sent at once.
     *
     * @param urgent whether the mail is about a ticket of priority P1
     */
    public Optional<Instant> quietUntil(NoticeKind kind, boolean urgent, Instant now, ZoneId zoneOfPerson) {
        if (quietHours == null || !kind.isQuiet() || urgent && !quietHours.urgentToo()) return Optional.empty();
        return quietHours.endAfter(now, zoneOfPerson);
    }

    /** Returns the instant of the next daily summary after an instant. */
    public Instant nextDigest(Instant now, ZoneId zoneOfPerson) {
        var today = ZonedDateTime.of(now.atZone(zoneOfPerson).toLocalDate(), digestAt, zoneOfPerson);
        return (today.toInstant().isAfter(now)
                ? today
                : ZonedDateTime.of(today.toLocalDate().plusDays(1), digestAt, zoneOfPerson)).toInstant();
    }
}
