package io.amparo.notification.delivery;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration of the mail client and its retries.
 *
 * @param url {@code smtp://host:port} or {@code smtps://user:password@host}
 * @param starttls whether plain SMTP changes to TLS before anything else
 * @param sslBundle bundle of Spring Boot with the certificates to trust; without a name those of the JVM
 * @param from sender address; its domain is also the domain of the Message-IDs
 * @param vendor name of the vendor in the text of mails
 * @param concurrency maximum number of concurrent first attempts outside campaigns, for which a person waits
 * @param retryConcurrency maximum number of additional concurrent mails: retries, and first attempts beyond {@code concurrency}
 * @param campaignConcurrency maximum number of additional concurrent mails of campaigns
 * @param lease time until another instance may take over an attempt that was not renewed
 * @param leaseRenewal interval in which a running attempt renews its lease
 * @param retryFirst backoff after the first failed attempt; doubles with each further attempt
 * @param maxBackoff longest backoff between two attempts
 * @param giveUpAfter retry period after which a delivery fails (RFC 5321, 4.5.4.1: at least four to five days)
 * @param unconfirmedBackoffs backoff after each attempt that the server may have accepted; each can be one more copy
 * @param domainRate mails per second and instance to one destination domain
 * @param circuit when the mail server counts as away
 * @param replyDomain domain that receives replies to tickets; empty for no Reply-To
 * @param bounceDomain domain that receives bounces, whose addresses are then the envelope senders; empty for {@code from}
 * @param dkim signature of mails; without a key file it is left to the mail server
 * @param sweep interval between two searches for interrupted deliveries and due retries
 */
@Validated
@ConfigurationProperties("amparo.mail")
record MailProperties(@NotNull URI url, @NotNull @DefaultValue("required") Starttls starttls, @Nullable String sslBundle,
        @NotBlank @Email String from, @NotBlank String fromName, @NotBlank String vendor,
        @Min(1) @DefaultValue("8") int concurrency, @Min(1) @DefaultValue("4") int retryConcurrency,
        @Min(1) @DefaultValue("4") int campaignConcurrency, @NotNull @Valid @DefaultValue Timeouts timeouts,
        @NotNull @DefaultValue("30s") Duration lease, @NotNull @DefaultValue("10s") Duration leaseRenewal,
        @NotNull @DefaultValue("1s") Duration retryFirst, @NotNull @DefaultValue("1m") Duration maxBackoff,
        @NotNull @DefaultValue("5d") Duration giveUpAfter, @NotNull @DefaultValue( {
                "15m", "2h"}) List<Duration> unconfirmedBackoffs,
        @Min(1) @DefaultValue("100") int domainRate, @NotNull @Valid @DefaultValue Circuit circuit,
        @DefaultValue("") String replyDomain, @DefaultValue("") String bounceDomain, @NotNull @Valid @DefaultValue Dkim dkim,
        @NotNull @DefaultValue("5s") Duration sweep){

    /** Whether plain SMTP must change to TLS. */
    enum Starttls {
        /** Sends no mail to a server that does not offer it. */
        REQUIRED,
        /** Sends in plain text; for a mail server on the same machine. */
        OFF
    }

    /**
     * Time limits of one attempt.
     *
     * @param connect for the TCP connection
     * @param reply for each reply before the end of the mail, and for each write
     * @param transmission for everything before the end of the mail together, also if each reply is in time
     * @param acceptance for the reply to the end of the mail; the server may deliver the mail before it replies (RFC 5321,
     *     4.5.3.2.6: ten minutes, because a client that gives up earlier sends a copy)
     */
    record Timeouts(@NotNull @DefaultValue("5s") Duration connect, @NotNull @DefaultValue("30s") Duration reply,
            @NotNull @DefaultValue("3m") Duration transmission, @NotNull @DefaultValue("10m") Duration acceptance) {}

    /**
     * Circuit breaker of the mail server.
     *
     * @param failures consecutive failures, over all mails, after which no mail tries
     * @param retryAfter time until a few mails try
     */
    record Circuit(@Min(1) @DefaultValue("10") int failures, @NotNull @DefaultValue("5s") Duration retryAfter) {}

    /**
     * DKIM (RFC 6376).
     *
     * @param keyFile path of the private RSA key in PEM, PKCS #8; empty for no signature
     * @param selector name of the key in the DNS
     * @param domain signing domain; empty for that of {@code from}
     */
    record Dkim(@DefaultValue("") String keyFile, @DefaultValue("") String selector, @DefaultValue("") String domain) {

        @AssertTrue(message = "selector must name the key: set DKIM_SELECTOR")
        boolean isSelectorSet() {
            return keyFile.isBlank() || !selector.isBlank();
        }
    }

    @AssertTrue(message = "lease-renewal must be shorter than lease")
    boolean isLeaseRenewed() {
        return leaseRenewal.compareTo(lease) < 0;
    }

    String domain() {
        return from.substring(from.indexOf('@') + 1);
    }

    DeliveryRetrySchedule retrySchedule() {
        return new DeliveryRetrySchedule(lease, retryFirst, maxBackoff, giveUpAfter, unconfirmedBackoffs);
    }
}
