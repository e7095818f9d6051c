package io.amparo.platform.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.json.JsonMapper;

@AutoConfiguration(afterName = {"io.github.resilience4j.springboot.circuitbreaker.autoconfigure.CircuitBreakerAutoConfiguration",
        "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration"})
@Import(UpstreamProblemHandler.class)
@ConditionalOnBean({CircuitBreakerRegistry.class, RestClient.Builder.class})
class RemoteConfig {

    @Bean
    ResilientCallFactory resilientCallFactory(CircuitBreakerRegistry breakers, RestClient.Builder http, JsonMapper json) {
        return new ResilientCallFactory(breakers, http, json);
    }
}
