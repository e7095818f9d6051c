package io.amparo.ticket.screening;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ScreeningConfig {

    @Bean
    ExclusionScreening exclusionScreening() {
        return new ExclusionScreening();
    }
}
