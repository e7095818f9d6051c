package io.amparo.local.identity;

import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Users and machine clients that may sign in, and the audience of the tokens.
 *
 * @param demonstration confirms that the passwords are public
 * @param portal address of the gateway, to which people return
 */
@Validated
@ConfigurationProperties("amparo.identity")
record IdentityProperties(
        @AssertTrue(message = "must be true: the people of this provider have public passwords. "
                + "Set AMPARO_DEMO_IDENTITY=true, or use an issuer of your own (OIDC_ISSUER)") boolean demonstration,
        @NotNull Path signingKey, @NotBlank String audience, @NotBlank String password, @NotBlank String portal,
        @DefaultValue List<String> allowedOrigins, @NotEmpty List<@Valid Person> people,
        @DefaultValue Map<String, @Valid Machine> machines) {

    /** A person; {@code id} is the token's subject and does not change with the e-mail address. */
    record Person(@NotBlank String id, @NotBlank String name, @NotBlank @Email String email, @DefaultValue List<String> roles) {}

    /** A machine client, by its client id; it acts for one customer, or has roles at the vendor. */
    record Machine(@Nullable String customer, @DefaultValue List<String> roles) {}

    Optional<Person> person(String email) {
        return people.stream().filter(person -> person.email().equalsIgnoreCase(email)).findFirst();
    }
}
