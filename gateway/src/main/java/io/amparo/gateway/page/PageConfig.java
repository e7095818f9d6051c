package io.amparo.gateway.page;

import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PageConfig {
    @Bean
    PageRenderer pageRenderer(MessageSource texts) {
        return new PageRenderer(texts);
    }
}
