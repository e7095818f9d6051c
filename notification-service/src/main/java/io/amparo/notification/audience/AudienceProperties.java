package io.amparo.notification.audience;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Recipients besides the contacts of customers.
 *
 * @param slaRecipients staff who receive mails about SLA warnings and breaches
 * @param zone time zone of recipients whose zone is unknown
 */
@Validated
@ConfigurationProperties("amparo.notification")
public record AudienceProperties(
        @NotEmpty(message = "must name somebody who learns of a breach, for example AMPARO_NOTIFICATION_SLARECIPIENTS_0_ID, "
                + "_0_EMAIL, _0_NAME, _0_LANGUAGE, _0_ZONE and _0_ROLES") @Valid List<Staff> slaRecipients,
        @NotNull ZoneId zone) {

    /**
     * A staff member of the vendor.
     *
     * @param id person id, which is the {@code sub} of the person's token: {@code person.id} of {@code GET /me}
     * @param roles roles for which this person receives escalations of a plan: owner, agent, manager, product-manager, admin
     */
    public record Staff(@NotBlank String id, @NotBlank @Email String email, @NotBlank String name, @NotBlank String language,
            @NotNull ZoneId zone, @DefaultValue Set<String> roles) {}
}
