package io.amparo.gateway.edge;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one caller may ask.
 *
 * @param perSecond for long
 * @param burst at once, after a rest
 * @param callers of whom the gateway keeps count at a time
 */
@Validated
@ConfigurationProperties("amparo.gateway.rate-limit")
record RateLimitProperties(@Min(1) @DefaultValue("100") long perSecond, @Min(1) @DefaultValue("200") long burst,
        @Min(1000) @DefaultValue("100000") long callers) {}
