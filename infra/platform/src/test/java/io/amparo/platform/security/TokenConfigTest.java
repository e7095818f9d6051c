package io.amparo.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.security.oauth2.jwt.JwtDecoder;

class TokenConfigTest {
    private static final String ISSUER = "spring.security.oauth2.resourceserver.jwt.issuer-uri";
    private static final String KEYS = "spring.security.oauth2.resourceserver.jwt.jwk-set-uri";
    /** Of the event streams, which check the token once per heartbeat. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(TokenConfig.class)).withBean(Clock.class, Clock::systemUTC)
            .withPropertyValues("spring.security.oauth2.resourceserver.jwt.audiences=amparo");

    @ParameterizedTest
    @ValueSource(strings = {"http://id.example", "http://10.0.0.7:9000", "HTTP://id.example", "http://localhost.id.example",
            "http://127.0.0.1.id.example", "http://localhost@id.example", "http://0.0.0.0:9000", "ftp://localhost", "id.example"})
    void an_issuer_without_tls_on_another_machine_refuses_the_start(String issuer) {
        for (var property : List.of(ISSUER, KEYS))
            service.withPropertyValues(ISSUER + "=https://id.example", property + "=" + issuer)
                    .run(context -> assertThat(context).getFailure().rootCause()
                            .isInstanceOf(InvalidConfigurationPropertyValueException.class).hasMessageContaining(property)
                            .extracting(e -> ((InvalidConfigurationPropertyValueException) e).getReason()).asString()
                            .contains("only on this machine").contains(property.equals(ISSUER) ? "OIDC_ISSUER" : "JWKSETURI"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://id.example", "http://localhost:9000", "http://127.0.0.1:9000", "http://[::1]:9000"})
    void an_issuer_with_tls_or_on_this_machine_is_accepted(String issuer) {
        service.withPropertyValues(ISSUER + "=" + issuer).run(context -> assertThat(context).hasSingleBean(JwtDecoder.class));
    }

    @Test
    void a_withdrawn_key_ends_tokens_and_streams_within_a_minute() {
        service.withPropertyValues(ISSUER + "=https://id.example").run(context -> {
            var settings = context.getBean(SigningKeyProperties.class);
            assertThat(settings.refresh().plus(settings.recheck()).plus(HEARTBEAT)).isLessThan(Duration.ofMinutes(1));
        });
    }
}
