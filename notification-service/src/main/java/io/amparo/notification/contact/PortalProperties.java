package io.amparo.notification.contact;

import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The portal to which mails lead.
 *
 * @param url its address without a slash at the end
 */
@Validated
@ConfigurationProperties("amparo.portal")
record PortalProperties(
        @Pattern(regexp = "https?://.*[^/]", message = "must be an address such as https://support.example: set PORTAL_URL") String url) {}
