package io.amparo.ticket.entitlement;

import io.amparo.platform.remote.ResilientCallFactory;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@Configuration
@EnableConfigurationProperties(EntitlementConfig.EntitlementProperties.class)
class EntitlementConfig {

    /** Base URL of entitlement-service. */
    @Validated
    @ConfigurationProperties("amparo.entitlement")
    record EntitlementProperties(@NotBlank String url) {}

    @Bean
    EntitlementClient entitlementClient(ResilientCallFactory resilientCalls, EntitlementProperties properties) {
        return new EntitlementClient(resilientCalls, properties.url());
    }
}
