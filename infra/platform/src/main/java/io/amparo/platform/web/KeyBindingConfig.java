package io.amparo.platform.web;

import io.amparo.platform.store.KeyBindings;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Binds idempotency keys in services with a store. A service that compares the content with every resource it creates can switch
 * it off by {@code amparo.bind-keys} and save the write.
 */
@AutoConfiguration(afterName = "io.amparo.platform.store.StoreConfig")
@ConditionalOnBean(KeyBindings.class)
@ConditionalOnBooleanProperty(name = "amparo.bind-keys", matchIfMissing = true)
class KeyBindingConfig {

    @Bean
    KeyBindingAdvice keyBindingAdvice(KeyBindings bindings, JsonMapper json) {
        return new KeyBindingAdvice(bindings, json);
    }

    @Bean
    WebMvcConfigurer keyBindingInterceptor(KeyBindingAdvice advice) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(advice);
            }
        };
    }
}
