package io.amparo.notification.inbox;

import io.amparo.events.Vocabulary;
import io.amparo.notification.audience.AudienceProperties;
import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.preference.Preference;
import io.amparo.notification.preference.Preferences;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.template.Mail;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.Cursor;
import io.amparo.platform.web.OneOf;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The inbox of the caller: notices to the person and to the account, also those of an earlier address. The own address must be
 * verified; machines have none.
 */
@RestController
@RequestMapping("/api/v1/notifications")
@Callers(value = Callers.PERSON, staff = {})
class InboxController {

    record NotificationResponse(String id, @Schema(description = "What has happened, as in the preferences") NoticeKind event,
            @OneOf(Vocabulary.Template.class) String type, RelatedResource about,
            @Schema(description = "Title, in the language that the reader has chosen") String subject, String text,
            @Schema(description = "Path of what the notice is about", example = "/api/v1/tickets/T-2026-000123") String href,
            Instant at, @Schema(description = "Missing while it is unread") @Nullable Instant readAt) {
        static NotificationResponse of(Notification notification, Mail text) {
            return new NotificationResponse(notification.id(), notification.kind(), notification.model().template(),
                    notification.about(), text.subject(), text.text(), notification.about().path(), notification.addedAt(),
                    notification.readAt());
        }
    }

    record UnreadNotificationsResponse(@Schema(description = "Number of unread notices, at most 1,000") int count) {}

    private final Notifications notifications;
    private final Preferences preferences;
    private final AudienceProperties audience;
    private final Clock clock;

    InboxController(Notifications notifications, Preferences preferences, AudienceProperties audience, Clock clock) {
        this.notifications = notifications;
        this.preferences = preferences;
        this.audience = audience;
        this.clock = clock;
    }

    /** @param unread only notices that the caller has not read */
    @GetMapping
    @Operation(summary = "List the own notifications, newest first")
    Page<NotificationResponse> listNotifications(Caller caller, @RequestParam(defaultValue = "false") boolean unread,
            @Valid @ParameterObject Page.Request page) {
        var preference = preferences.of(caller.subject());
        var found = notifications.page(reader(caller), unread, Cursor.parse(page.after()), page.limit() + 1);
        return page.of(found, last -> Cursor.of(last.addedAt(), last.id()).toString()).map(item -> response(item, preference));
    }

    @GetMapping("/unread")
    @Operation(summary = "Count the own notifications that are unread, up to 1,000")
    UnreadNotificationsResponse countUnreadNotifications(Caller caller) {
        return new UnreadNotificationsResponse(notifications.unread(reader(caller)));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one of the own notifications; it stays unread")
    NotificationResponse getNotification(Caller caller, @PathVariable String id) {
        return response(notifications.find(reader(caller), id).orElseThrow(ApiException::notFound),
                preferences.of(caller.subject()));
    }

    @PutMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Mark one of the own notifications as read")
    void readNotification(Caller caller, @PathVariable String id) {
        var reader = reader(caller);
        if (notifications.find(reader, id).isEmpty()) throw ApiException.notFound();
        notifications.read(reader, id, clock.instant());
    }

    @PutMapping("/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Mark all own notifications as read")
    void readAllNotifications(Caller caller) {
        notifications.readAll(reader(caller), clock.instant());
    }

    private static Set<String> reader(Caller caller) {
        if (caller.email() == null) throw new ForbiddenException();
        return Set.copyOf(List.of(caller.person(), caller.subject()));
    }

    /** Renders in the language and zone that the reader has chosen, else those of the event, else those of the request. */
    private NotificationResponse response(Notification notification, Preference preference) {
        var language = Stream.of(preference.language(), notification.language()).filter(Objects::nonNull).findFirst()
                .orElseGet(() -> LocaleContextHolder.getLocale().toLanguageTag());
        var zone = Stream.of(preference.zone(), notification.zone()).filter(Objects::nonNull).findFirst().orElse(audience.zone());
        return NotificationResponse.of(notification, Mail.render(notification.model(), language, zone));
    }
}
