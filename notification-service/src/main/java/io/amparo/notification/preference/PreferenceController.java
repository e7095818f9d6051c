package io.amparo.notification.preference;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.preference.Preference.Choice;
import io.amparo.notification.preference.NotificationPreferencesJson.EventPreferenceRequest;
import io.amparo.notification.preference.NotificationPreferencesJson.NotificationPreferencesRequest;
import io.amparo.notification.preference.NotificationPreferencesJson.NotificationPreferencesResponse;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.platform.security.Caller;
import io.amparo.platform.security.Callers;
import io.amparo.platform.security.ForbiddenException;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.IfMatch;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The own preferences of a person. The address must be verified; machines have none. */
@RestController
@RequestMapping("/api/v1/notification-preferences")
@Callers(value = Callers.PERSON, staff = {})
class PreferenceController {
    private final Preferences preferences;
    private final Audience audience;

    PreferenceController(Preferences preferences, Audience audience) {
        this.preferences = preferences;
        this.audience = audience;
    }

    @GetMapping
    @Operation(summary = "Read the own preferences: channels of each event, daily summary, quiet hours, language and zone")
    ResponseEntity<NotificationPreferencesResponse> getNotificationPreferences(Caller caller) {
        requireAddress(caller);
        return response(caller, preferences.ofAccount(caller.subject(), caller.person()));
    }

    @PutMapping
    @Operation(summary = "Save the own preferences; events that are not named have their defaults", description = "Notices that are "
            + "part of the contract cannot be switched off: `mailChoices` and `inboxLocked` of the read tell which. A person who is "
            + "neither a contact nor in the configured staff has no known address: then the other mails have the choice `NONE` only.")
    ResponseEntity<NotificationPreferencesResponse> saveNotificationPreferences(Caller caller, IfMatch ifMatch,
            @Valid @RequestBody NotificationPreferencesRequest request) {
        requireAddress(caller);
        var errors = errors(request, hasAddress(caller));
        if (!errors.isEmpty()) throw ApiException.invalid(errors);
        var choices = new EnumMap<NoticeKind, Choice>(NoticeKind.class);
        request.events().forEach(each -> choices.put(each.event(), new Choice(each.inbox(), each.mail())));
        var quiet = request.quietHours();
        return response(caller,
                preferences.save(
                        new Preference(caller.subject(), caller.person(), choices,
                                request.digestAt() == null ? Preference.DEFAULT_DIGEST : request.digestAt(),
                                quiet == null ? null : quiet.toQuietHours(), request.language(), request.zoneId()),
                        ifMatch.version()));
    }

    private static List<FieldError> errors(NotificationPreferencesRequest request, boolean hasAddress) {
        var errors = new ArrayList<FieldError>();
        for (int i = 0; i < request.events().size(); i++)
            addErrors(errors, "events[" + i + "].", request.events().get(i), hasAddress);
        if (request.quietHours() != null && request.quietHours().from().equals(request.quietHours().to()))
            errors.add(new FieldError("quietHours.to", "malformed"));
        if (request.zone() != null && !ZoneId.getAvailableZoneIds().contains(request.zone()))
            errors.add(new FieldError("zone", "malformed"));
        return errors;
    }

    private static void addErrors(List<FieldError> errors, String path, EventPreferenceRequest request, boolean hasAddress) {
        var kind = request.event();
        if (!NoticeKind.chosen().contains(kind)) errors.add(FieldError.oneOf(path + "event", NoticeKind.chosen()));
        if (!kind.isInboxChosen() && request.inbox() != kind.isInInbox())
            errors.add(FieldError.oneOf(path + "inbox", List.of(kind.isInInbox())));
        var mailChoices = kind.mailChoices(hasAddress);
        if (!mailChoices.contains(request.mail())) errors.add(FieldError.oneOf(path + "mail", mailChoices));
    }

    private static void requireAddress(Caller caller) {
        if (caller.email() == null) throw new ForbiddenException();
    }

    /** Mails go to the address of a contact or of configured staff; an unknown one is not taken from the token. */
    private boolean hasAddress(Caller caller) {
        return audience.person(caller.person()).isPresent();
    }

    private ResponseEntity<NotificationPreferencesResponse> response(Caller caller, Versioned<Preference> found) {
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version()))
                .body(NotificationPreferencesResponse.of(found.state(), hasAddress(caller)));
    }
}
