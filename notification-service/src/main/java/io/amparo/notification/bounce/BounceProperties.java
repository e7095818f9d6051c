package io.amparo.notification.bounce;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The mailbox of the bounce domain.
 *
 * @param url {@code imaps://user:password@host}; empty to read no bounces
 * @param startTls whether {@code imap://} must change to TLS; false only for tests
 * @param folder folder that receives the mails
 * @param asideFolder folder for mails that are no report about a delivery; the operator empties it
 * @param interval time between two reads of all instances together
 * @param timeout time limit of the connection and of each reply
 * @param maxMessages mails of one read
 * @param maxSize a larger mail is set aside unread
 */
@Validated
@ConfigurationProperties("amparo.bounce")
record BounceProperties(@DefaultValue("") String url, @DefaultValue("true") boolean startTls,
        @NotNull @DefaultValue("INBOX") String folder, @NotNull @DefaultValue("Unprocessed") String asideFolder,
        @NotNull @DefaultValue("30s") Duration interval, @NotNull @DefaultValue("10s") Duration timeout,
        @Min(1) @DefaultValue("200") int maxMessages, @NotNull @DefaultValue("1MB") DataSize maxSize) {

    boolean isEnabled() {
        return !url.isBlank();
    }
}
