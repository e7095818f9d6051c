package io.amparo.knowledge.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Period;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** With the settings of the service alone, without those of the tests. */
class CertificatePropertiesTest {
    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer()).withUserConfiguration(Settings.class)
            .withSystemProperties("spring.config.location=" + Path.of("src/main/resources/application.yaml").toUri());

    @EnableConfigurationProperties(CertificateProperties.class)
    static class Settings {}

    @ParameterizedTest
    @ValueSource(strings = {"", "support.example", "https://support.example/"})
    void a_service_without_its_public_address_refuses_to_start(String url) {
        service.withPropertyValues("PORTAL_URL=" + url)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("set PORTAL_URL"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "P-1M", "P3M", "P89D"})
    void a_validity_that_skips_reminders_is_refused(String validity) {
        service.withPropertyValues("PORTAL_URL=https://support.example", "amparo.certificates.validity-after-major=" + validity)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("90 days"));
    }

    @Test
    void a_validity_with_all_reminders_is_taken() {
        service.withPropertyValues("PORTAL_URL=https://support.example", "amparo.certificates.validity-after-major=P90D")
                .run(context -> assertThat(context.getBean(CertificateProperties.class).validityAfterMajor())
                        .isEqualTo(Period.ofDays(90)));
    }
}
