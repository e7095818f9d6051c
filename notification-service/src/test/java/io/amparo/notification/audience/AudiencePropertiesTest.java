package io.amparo.notification.audience;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** With the settings of the service alone, without those of the tests. */
class AudiencePropertiesTest {
    private static final String RECIPIENT = "amparo.notification.sla-recipients[0].";

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer()).withUserConfiguration(Settings.class)
            .withSystemProperties("spring.config.location=" + Path.of("src/main/resources/application.yaml").toUri());

    @EnableConfigurationProperties(AudienceProperties.class)
    static class Settings {}

    @Test
    void a_service_without_recipients_of_a_breach_refuses_to_start_and_names_the_setting() {
        service.run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("slaRecipients")
                .hasMessageContaining("AMPARO_NOTIFICATION_SLARECIPIENTS_0_ID"));
    }

    @Test
    void a_recipient_is_one_setting_for_each_of_its_properties() {
        service.withPropertyValues(RECIPIENT + "id=own", RECIPIENT + "email=own@vendor.example", RECIPIENT + "name=Own",
                RECIPIENT + "language=es", RECIPIENT + "zone=Europe/Madrid")
                .run(context -> assertThat(context.getBean(AudienceProperties.class).slaRecipients()).singleElement()
                        .returns("own", AudienceProperties.Staff::id)
                        .returns("own@vendor.example", AudienceProperties.Staff::email));
    }
}
