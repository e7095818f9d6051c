package io.amparo.notification.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** With the settings of the service alone, without those of the tests. */
class PortalPropertiesTest {
    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer()).withUserConfiguration(Settings.class)
            .withSystemProperties("spring.config.location=" + Path.of("src/main/resources/application.yaml").toUri());

    @EnableConfigurationProperties(PortalProperties.class)
    static class Settings {}

    @ParameterizedTest
    @ValueSource(strings = {"", "support.example", "https://support.example/"})
    void a_service_without_the_address_of_the_portal_refuses_to_start(String url) {
        service.withPropertyValues("PORTAL_URL=" + url)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("set PORTAL_URL"));
    }

    @Test
    void an_address_is_taken_as_it_is() {
        service.withPropertyValues("PORTAL_URL=https://support.example/portal").run(
                context -> assertThat(context.getBean(PortalProperties.class).url()).isEqualTo("https://support.example/portal"));
    }
}
