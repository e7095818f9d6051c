package io.amparo.gateway.home;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the first page points at besides the services.
 *
 * @param identity the issuer of the tokens
 * @param mailPage where sent mails can be looked at
 * @param patience with each place, when it is asked how it is
 */
@Validated
@ConfigurationProperties("amparo.gateway.home")
record HomeProperties(@NotNull URI identity, @NotNull URI mailPage, @NotNull @DefaultValue("800ms") Duration patience) {}
