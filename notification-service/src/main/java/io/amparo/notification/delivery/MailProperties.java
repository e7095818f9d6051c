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
 * How mail goes out.
 *
 * @param url {@code smtp://host:port}, {@code smtps://user:password@host}; plain SMTP uses STARTTLS where it is offered
 * @param from sender's address; its domain is that of the Message-IDs
 * @param vendor the vendor's name, as mails say it
 * @param couriers how many mails to a person in waiting may be under way at once
 * @param stragglers how many others besides: campaigns, further attempts
 * @param timeout for connecting, and for each answer of the server
 * @param lease how long one attempt may take in all
 * @param retryFirst pause after the first failed attempt; doubles with each
 * @param retryMost longest pause between two attempts
 * @param giveUpAfter when a mail that nobody takes has failed (RFC 5321, 4.5.4.1: four to five days at least)
 * @param sweep how often to look for what a crash left behind, or must be tried again
 */
@Validated
@ConfigurationProperties("amparo.mail")
record MailProperties(@NotNull URI url, @NotBlank @Email String from, @NotBlank String fromName, @NotBlank String vendor,
        @Min(1) @DefaultValue("8") int couriers, @Min(1) @DefaultValue("4") int stragglers,
        @NotNull @DefaultValue("5s") Duration timeout, @NotNull @DefaultValue("30s") Duration lease,
        @NotNull @DefaultValue("1s") Duration retryFirst, @NotNull @DefaultValue("1m") Duration retryMost,
        @NotNull @DefaultValue("5d") Duration giveUpAfter, @NotNull @DefaultValue("5s") Duration sweep) {

    String domain() {
        return from.substring(from.indexOf('@') + 1);
    }

    Patience patience() {
        return new Patience(lease, retryFirst, retryMost, giveUpAfter);
    }
}
