package io.amparo.sla.quote;

import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the vendor, the same in every service.
 *
 * @param zone zone in which the day of a release begins
 */
@Validated
@ConfigurationProperties("amparo.vendor")
record VendorProperties(@NotNull ZoneId zone) {}
