package io.amparo.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;

class CallerArgumentResolverTest {
    private static final NamedContact BRUNO = new NamedContact("acme-bruno", List.of(new Company("acme", false)));

    private final CallerArgumentResolver resolver = new CallerArgumentResolver(
            (email, _) -> email.equals("bruno@acme.example") ? Optional.of(BRUNO) : Optional.empty());

    private Caller caller(String subject, String email, boolean verified, @Nullable String name, String... roles) {
        var token = Jwt.withTokenValue("token").header("alg", "RS256").subject(subject).claim("email", email)
                .claim("email_verified", verified).claim("roles", List.of(roles));
        return resolver.caller((name == null ? token : token.claim("name", name)).build());
    }

    @Test
    void contact_has_the_contact_id_and_staff_the_subject() {
        assertThat(caller("b-1", "Bruno@ACME.example", true, "Bruno Lima")).returns("acme-bruno", Caller::person)
                .returns("b-1", Caller::subject).returns("Bruno Lima", Caller::name);
        assertThat(caller("f-1", "bruno@acme.example", true, "Fabio Melo", "agent")).returns("f-1", Caller::person).returns(null,
                Caller::company);
    }

    @Test
    void unverified_address_identifies_nobody() {
        assertThat(caller("b-1", "bruno@acme.example", false, "Bruno")).returns("b-1", Caller::person).returns(null,
                Caller::email);
    }

    @Test
    void subject_or_name_that_is_an_address_is_not_passed_on() {
        var fabio = caller("fabio@opservices.example", "fabio@opservices.example", true, "fabio@opservices.example", "agent");

        assertThat(fabio.person()).startsWith("subject:").doesNotContain("@", "fabio").isEqualTo(fabio.subject());
        assertThat(fabio.name()).isEqualTo("fabio");
        assertThat(caller("Fabio@opservices.example", "x@y.example", true, null).person()).isNotEqualTo(fabio.person());
        assertThat(caller("fabio@opservices.example", "x@y.example", true, null).name()).isEqualTo(fabio.person());
    }
}
