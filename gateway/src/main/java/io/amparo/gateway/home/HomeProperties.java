package io.amparo.gateway.home;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Addresses on the home page in addition to the services.
 *
 * @param identity issuer of the tokens
 * @param client id under which the pages sign people in
 * @param mailPage page that shows the sent mails; null if mails are sent to a server without one
 * @param demonstration whether the page shows how to call the API as a person of the demonstration data
 * @param timeout timeout of the health check of each component
 */
@Validated
@ConfigurationProperties("amparo.gateway.home")
record HomeProperties(@NotNull URI identity, @NotBlank @DefaultValue("amparo-portal") String client, @Nullable URI mailPage,
        @DefaultValue("false") boolean demonstration, @NotNull @DefaultValue("800ms") Duration timeout) {}
