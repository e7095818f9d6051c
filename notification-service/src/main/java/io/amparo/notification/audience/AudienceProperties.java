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
 * Who is told besides the customers' contacts.
 *
 * @param slaRecipients the staff who hear of SLA warnings and breaches
 * @param zone for people of whom no zone is known
 */
@Validated
@ConfigurationProperties("amparo.notification")
public record AudienceProperties(@NotEmpty @Valid List<Staff> slaRecipients, @NotNull ZoneId zone) {

    /**
     * A person of the vendor.
     *
     * @param roles whom this person answers for when a plan escalates: owner, agent, manager, product-manager, admin
     */
    public record Staff(@NotBlank @Email String email, @NotBlank String name, @NotBlank String language, @NotNull ZoneId zone,
            @DefaultValue Set<String> roles) {}
}
