package io.amparo.notification.audience;

import java.time.ZoneId;
import java.util.Locale;

/**
 * A person who receives mails.
 *
 * @param email in lower case, so that a person has only one spelling
 * @param language BCP 47 tag
 */
public record Recipient(String email, String name, String language, ZoneId zone) {
    public Recipient {
        email = email.strip().toLowerCase(Locale.ROOT);
    }
}
