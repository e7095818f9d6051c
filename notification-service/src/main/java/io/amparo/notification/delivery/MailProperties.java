package io.amparo.notification.delivery;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration of the mail client and its retries.
 *
 * @param url {@code smtp://host:port}, {@code smtps://user:password@host}; plain SMTP uses STARTTLS if the server offers it
 * @param from sender address; its domain is also the domain of the Message-IDs
 * @param vendor name of the vendor in the text of mails
 * @param concurrency maximum number of concurrent first attempts outside campaigns, for which a person waits
 * @param retryConcurrency maximum number of additional concurrent mails: campaigns and retries
 * @param timeout for connecting and for each reply of the server
 * @param lease maximum duration of one attempt
 * @param retryFirst backoff after the first failed attempt; doubles with each further attempt
 * @param maxBackoff longest backoff between two attempts
 * @param giveUpAfter retry period after which a delivery fails (RFC 5321, 4.5.4.1: at least four to five days)
 * @param sweep interval between two searches for interrupted deliveries and due retries
 */
@Validated
@ConfigurationProperties("amparo.mail")
record MailProperties(@NotNull URI url, @NotBlank @Email String from, @NotBlank String fromName, @NotBlank String vendor,
        @Min(1) @DefaultValue("8") int concurrency, @Min(1) @DefaultValue("4") int retryConcurrency,
        @NotNull @DefaultValue("5s") Duration timeout, @NotNull @DefaultValue("30s") Duration lease,
        @NotNull @DefaultValue("1s") Duration retryFirst, @NotNull @DefaultValue("1m") Duration maxBackoff,
        @NotNull @DefaultValue("5d") Duration giveUpAfter, @NotNull @DefaultValue("5s") Duration sweep) {

    String domain() {
        return from.substring(from.indexOf('@') + 1);
    }

    DeliveryRetrySchedule retrySchedule() {
        return new DeliveryRetrySchedule(lease, retryFirst, maxBackoff, giveUpAfter);
    }
}
