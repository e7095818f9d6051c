package io.amparo.knowledge.search;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class SearchConfig {

    @Bean
    SearchIndex searchIndex() {
        return new SearchIndex();
    }
}
