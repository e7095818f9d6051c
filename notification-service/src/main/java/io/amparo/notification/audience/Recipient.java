package io.amparo.notification.audience;

import io.amparo.platform.security.EmailAddress;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A person who receives mails.
 *
 * @param id person id
 * @param customerId customer whose contact the person is; null for staff
 * @param email in folded form, so that a person has only one spelling; null for a contact whom no event of the customer has named
 *     so far
 * @param language BCP 47 tag
 */
public record Recipient(String id, @Nullable String customerId, @Nullable String email, String name, String language,
        ZoneId zone) {
    public Recipient {
        if (email != null) email = EmailAddress.fold(email);
    }

    /** Creates a recipient of the vendor's staff. */
    public Recipient(String id, String email, String name, String language, ZoneId zone) {
        this(id, null, email, name, language, zone);
    }

    /** Returns this recipient with the language and the zone that the person has chosen; null keeps the present one. */
    public Recipient as(@Nullable String chosenLanguage, @Nullable ZoneId chosenZone) {
        return new Recipient(id, customerId, email, name, chosenLanguage == null ? language : chosenLanguage,
                chosenZone == null ? zone : chosenZone);
    }

    public Recipient withEmail(@Nullable String currentEmail) {
        return new Recipient(id, customerId, currentEmail, name, language, zone);
    }
}
