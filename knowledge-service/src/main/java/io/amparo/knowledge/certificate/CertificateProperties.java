package io.amparo.knowledge.certificate;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the certificates.
 *
 * @param portalUrl public address of the gateway, which the verification address begins with
 * @param zone the vendor's; a certificate is issued and ends on its days
 * @param validityAfterMajor how long a certificate is valid after the release of the next major; 90 days at least, because
 *     reminders begin 90 days before its end
 * @param tick interval between checks for new major releases, due reminders and ends
 */
@Validated
@ConfigurationProperties("amparo.certificates")
record CertificateProperties(
        @NotNull @Pattern(regexp = "https?://.*[^/]", message = "must be an address such as https://support.example: set PORTAL_URL") String portalUrl,
        @NotNull ZoneId zone, @NotNull Period validityAfterMajor, @NotNull Duration tick) {
    /** The three months from here are the shortest. */
    private static final LocalDate FEBRUARY = LocalDate.of(2027, 2, 1);

    @AssertTrue(message = "validity-after-major must be 90 days at least: the first reminder is due then")
    boolean isValidForAllReminders() {
        return !FEBRUARY.plus(validityAfterMajor).isBefore(FEBRUARY.plusDays(Validity.REMINDERS.getFirst()));
    }
}
