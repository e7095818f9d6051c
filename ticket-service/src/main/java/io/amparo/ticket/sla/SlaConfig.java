package io.amparo.ticket.sla;

import io.amparo.platform.remote.ResilientCallFactory;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@Configuration
@EnableConfigurationProperties(SlaConfig.SlaProperties.class)
class SlaConfig {

    /** Base URL of sla-service. */
    @Validated
    @ConfigurationProperties("amparo.sla")
    record SlaProperties(@NotBlank String url) {}

    @Bean
    SlaClient slaClient(ResilientCallFactory resilientCalls, SlaProperties properties) {
        return new SlaClient(resilientCalls, properties.url());
    }
}
