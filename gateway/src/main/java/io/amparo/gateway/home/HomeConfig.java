package io.amparo.gateway.home;

import io.amparo.gateway.route.RouteProperties;
import java.net.http.HttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class HomeConfig {
    @Bean
    HealthClient health(HttpClient services, RouteProperties routes, HomeProperties settings) {
        return new HealthClient(services, routes, settings);
    }
}
