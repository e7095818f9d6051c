package io.amparo.eol.product;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * @param zone the vendor's: where a day begins, and so a notice falls due and a product ends
 * @param tick how often to look for what has fallen due
 */
@Validated
@ConfigurationProperties("amparo.eol")
record EolProperties(@NotNull ZoneId zone, @NotNull Duration tick) {}
