package io.amparo.eol.product;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the end-of-life service.
 *
 * @param zone the vendor's zone: notices are due and products end at the start of a day in it
 * @param tick interval between checks for due notices and ends
 */
@Validated
@ConfigurationProperties("amparo.eol")
public record EolProperties(@NotNull ZoneId zone, @NotNull Duration tick) {}
