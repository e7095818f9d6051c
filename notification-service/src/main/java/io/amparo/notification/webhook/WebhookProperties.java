package io.amparo.notification.webhook;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of webhooks.
 *
 * @param insecureHttp whether endpoints of the vendor may have {@code http} URLs, for local use
 * @param permittedNetworks networks in CIDR notation that endpoints of the vendor may be in although they are not public
 * @param ports ports that a URL may have
 * @param encryptionKey key of the stored secrets, 32 bytes in Base64; without one they are stored as they are
 * @param sslBundle bundle of Spring Boot with the certificates to trust; without a name those of the JVM
 * @param maxEndpoints endpoints of one customer, or of the vendor
 * @param secretOverlap how long the previous secret signs too after a rotation
 * @param retries delay after each failed attempt; one more failed attempt is the last
 * @param maxRetryAfter longest delay that a receiver can ask for
 * @param timeout time limit of an attempt
 * @param lease time until another instance may take over an attempt; longer than {@code timeout}
 * @param concurrency attempts at the same time
 * @param concurrencyPerEndpoint attempts to one endpoint at the same time
 * @param disableAfter time of failures only after which an endpoint is disabled
 * @param retention how long messages are kept
 * @param refresh interval in which endpoints of other instances become known
 * @param sweep interval in which due messages are searched
 */
@Validated
@ConfigurationProperties("amparo.webhooks")
record WebhookProperties(@DefaultValue("false") boolean insecureHttp, @NotNull @DefaultValue List<String> permittedNetworks,
        @NotEmpty @DefaultValue( {"443", "8443"}) Set<Integer> ports, @Nullable String encryptionKey, @Nullable String sslBundle,
        @Min(1) @DefaultValue("10") int maxEndpoints, @NotNull @DefaultValue("24h") Duration secretOverlap,
        @NotNull @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"}) List<Duration> retries,
        @NotNull @DefaultValue("24h") Duration maxRetryAfter, @NotNull @DefaultValue("15s") Duration timeout,
        @NotNull @DefaultValue("1m") Duration lease, @Min(1) @DefaultValue("128") int concurrency,
        @Min(1) @DefaultValue("4") int concurrencyPerEndpoint, @NotNull @DefaultValue("5d") Duration disableAfter,
        @NotNull @DefaultValue("30d") Duration retention, @NotNull @DefaultValue("5s") Duration refresh,
        @NotNull @DefaultValue("2s") Duration sweep){}
