package io.amparo.notification.audience;

import io.amparo.platform.security.EmailAddress;
import java.time.ZoneId;

/**
 * A person who receives mails.
 *
 * @param id person id; for staff, whom the configuration names, the address
 * @param email in folded form, so that a person has only one spelling
 * @param language BCP 47 tag
 */
public record Recipient(String id, String email, String name, String language, ZoneId zone) {
    public Recipient {
        email = EmailAddress.fold(email);
    }
}
