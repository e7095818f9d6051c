package io.amparo.gateway.access;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Rate limit of one caller.
 *
 * @param perSecond sustained requests per second
 * @param burst capacity of the bucket: requests at once after an idle period
 * @param callers maximum number of buckets of addresses, and of people, in memory; a bucket needs 411 bytes
 */
@Validated
@ConfigurationProperties("amparo.gateway.rate-limit")
record RateLimitProperties(@Min(1) @DefaultValue("100") long perSecond, @Min(1) @DefaultValue("200") long burst,
        @Min(1000) @DefaultValue("20000") long callers) {}
