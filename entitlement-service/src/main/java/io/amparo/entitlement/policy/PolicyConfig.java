package io.amparo.entitlement.policy;

import io.amparo.entitlement.message.LocalizedMessages;
import io.amparo.platform.store.Outbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

@Configuration
@EnableConfigurationProperties(PolicyConfig.PolicyProperties.class)
class PolicyConfig {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyConfig.class);
    private static final String DEFAULT_POLICY = "policy/opservices-1.json";

    /** @param file the policy of the vendor, as JSON document; empty for the one of OpServices, which this service contains */
    @ConfigurationProperties("amparo.policy")
    record PolicyProperties(@DefaultValue("") String file) {}

    @Bean
    Policies policies(Outbox outbox, PolicyProperties properties) throws IOException {
        return new Policies(outbox,
                properties.file().isBlank()
                        ? PolicyDocument.readResource(DEFAULT_POLICY)
                        : PolicyDocument.readFile(Path.of(properties.file())));
    }

    @Bean
    PolicyTexts policyTexts(Policies policies, LocalizedMessages localizedMessages) {
        return new PolicyTexts(policies, localizedMessages);
    }

    /** Precedes the demonstration data, whose contracts name editions of the policy. */
    @Bean
    @Order(0)
    ApplicationRunner policyPublication(Policies policies, Clock clock) {
        return _ -> {
            if (!policies.publishConfigured(clock.instant()))
                LOG.error("The configured policy has another content than its stored version, which stays effective; "
                        + "raise the version of the document");
        };
    }
}
