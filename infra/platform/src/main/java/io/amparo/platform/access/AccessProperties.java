package io.amparo.platform.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Policy of the access of named contacts, for a service that knows them from a projection.
 *
 * @param topic topic of the projection, with its prefix
 * @param url address of entitlement-service, which is asked while the projection is not confirmed
 * @param check interval in which the position of the consumer is confirmed
 * @param confirmed time for which a confirmation is valid
 * @param cache time for which an answer of entitlement-service is valid
 * @param grace time since the last confirmation for which contacts keep access while entitlement-service does not answer
 */
@Validated
@ConfigurationProperties("amparo.access")
record AccessProperties(@NotBlank String topic, @NotNull URI url, @NotNull @DefaultValue("20s") Duration check,
        @NotNull @DefaultValue("60s") Duration confirmed, @NotNull @DefaultValue("30s") Duration cache,
        @NotNull @DefaultValue("1h") Duration grace) {
    /** A check that finds unprocessed records looks again after this part of the interval. */
    private static final int CHECKS_PER_INTERVAL = 4;

    Duration tick() {
        return check.dividedBy(CHECKS_PER_INTERVAL);
    }
}
