package io.amparo.gateway.route;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Time limits of a request. They depend on the route only, never on a header of the caller.
 *
 * @param body maximum time to receive a request body
 * @param upload maximum time to receive an upload
 * @param response maximum time to forward a response after it has begun
 * @param streamIdle maximum time without data in an event stream, which has no other limit: three heartbeats
 */
@Validated
@ConfigurationProperties("amparo.gateway.time-limits")
record TimeLimitProperties(@NotNull @DefaultValue("30s") Duration body, @NotNull @DefaultValue("5m") Duration upload,
        @NotNull @DefaultValue("5m") Duration response, @NotNull @DefaultValue("45s") Duration streamIdle) {}
