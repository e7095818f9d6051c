package io.amparo.platform.security;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long a service trusts what it has read from the issuer. A withdrawn key ends its tokens after {@code refresh} and
 * {@code recheck} together, and event streams after one heartbeat (15 s) more: 55 s by default.
 *
 * @param refresh age from which the keys are read again
 * @param recheck age from which the signature of a token is checked again
 * @param keepDuringOutage age up to which the last keys are used while the issuer does not answer: longer keeps people signed in,
 *     and keeps a key that was withdrawn meanwhile
 * @param minFetchInterval interval in which the issuer is asked at most twice, however many tokens name an unknown key
 */
@Validated
@ConfigurationProperties("amparo.signing-keys")
record SigningKeyProperties(@NotNull @DefaultValue("25s") Duration refresh, @NotNull @DefaultValue("15s") Duration recheck,
        @NotNull @DefaultValue("10m") Duration keepDuringOutage, @NotNull @DefaultValue("5s") Duration minFetchInterval) {}
