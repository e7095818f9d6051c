package io.amparo.notification.preference;

import io.amparo.notification.preference.Preference.Choice;
import io.amparo.notification.rule.MailChoice;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Preferences in JSON: as a response with what can be chosen, and as a request. */
@Adapter
final class NotificationPreferencesJson {
    private static final int MAX_ZONE = 50;

    @Schema(name = "EventPreferenceResponse")
    record EventPreferenceResponse(NoticeKind event,
            @Schema(description = "Whether its notices stand in the inbox") boolean inbox,
            @Schema(description = "Whether `inbox` cannot be changed, because the notice is part of the contract") boolean inboxLocked,
            @Schema(description = "How it is mailed") MailChoice mail,
            @Schema(description = "What can be chosen; one value if it cannot be changed") List<MailChoice> mailChoices) {
        static EventPreferenceResponse of(NoticeKind kind, Choice choice, boolean hasAddress) {
            var mailChoices = kind.mailChoices(hasAddress);
            var mail = mailChoices.contains(choice.mail()) ? choice.mail() : mailChoices.getFirst();
            return new EventPreferenceResponse(kind, choice.inbox(), !kind.isInboxChosen(), mail, mailChoices);
        }
    }

    @Schema(name = "QuietHours", description = "Hours without mails about SLAs and articles; all other mails are sent nevertheless")
    record QuietHoursJson(@NotNull @Schema(description = "First minute, in the own zone", example = "20:00") LocalTime from,
            @NotNull @Schema(description = "First minute after; earlier than `from` if the hours contain midnight", example = "07:00") LocalTime to,
            @Schema(description = "Whether mails about a ticket of priority P1 wait as well; they do not by default") @Nullable Boolean urgentToo) {
        static @Nullable QuietHoursJson of(@Nullable QuietHours hours) {
            return hours == null ? null : new QuietHoursJson(hours.from(), hours.to(), hours.urgentToo());
        }

        QuietHours toQuietHours() {
            return new QuietHours(from, to, Boolean.TRUE.equals(urgentToo));
        }
    }

    record NotificationPreferencesResponse(
            @Schema(description = "Every kind of event, in the order of the rules") List<EventPreferenceResponse> events,
            @Schema(description = "Time of the daily summary, in the own zone", example = "08:00") LocalTime digestAt,
            @Nullable QuietHoursJson quietHours, @Nullable String language, @Nullable String zone) {
        static NotificationPreferencesResponse of(Preference preference, boolean hasAddress) {
            return new NotificationPreferencesResponse(
                    NoticeKind.chosen().stream()
                            .map(kind -> EventPreferenceResponse.of(kind, preference.choice(kind), hasAddress)).toList(),
                    preference.digestAt(), QuietHoursJson.of(preference.quietHours()), preference.language(),
                    preference.zone() == null ? null : preference.zone().getId());
        }
    }

    @Schema(name = "EventPreferenceRequest")
    record EventPreferenceRequest(@NotNull NoticeKind event, @NotNull Boolean inbox, @NotNull MailChoice mail) {}

    /** All preferences; what is missing has its default. */
    record NotificationPreferencesRequest(
            @NotNull @Size(max = 50) @Schema(description = "Kinds with another choice than the default") List<@NotNull @Valid EventPreferenceRequest> events,
            @Nullable @Schema(description = "Time of the daily summary, in the own zone; 08:00 if it is missing", example = "08:00") LocalTime digestAt,
            @Nullable @Valid QuietHoursJson quietHours, @Nullable @Pattern(regexp = "pt-BR|en|es") String language,
            @Nullable @Size(max = MAX_ZONE) String zone) {
        @Nullable
        ZoneId zoneId() {
            return zone == null ? null : ZoneId.of(zone);
        }
    }

    private NotificationPreferencesJson() {}
}
