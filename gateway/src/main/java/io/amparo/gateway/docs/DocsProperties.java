package io.amparo.gateway.docs;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the services' documents are gathered.
 *
 * @param patience with a service; the first time it is asked, it writes its document
 * @param keep how long the whole is shown before it is gathered anew
 */
@Validated
@ConfigurationProperties("amparo.gateway.docs")
record DocsProperties(@NotNull @DefaultValue("10s") Duration patience, @NotNull @DefaultValue("15s") Duration keep) {}
