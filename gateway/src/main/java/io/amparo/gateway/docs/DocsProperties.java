package io.amparo.gateway.docs;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings for fetching the OpenAPI documents of the services.
 *
 * @param timeout timeout for one service; a service generates its document at the first request
 * @param keep how long the merged document is cached
 */
@Validated
@ConfigurationProperties("amparo.gateway.docs")
record DocsProperties(@NotNull @DefaultValue("10s") Duration timeout, @NotNull @DefaultValue("15s") Duration keep) {}
