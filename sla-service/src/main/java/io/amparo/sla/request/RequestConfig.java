package io.amparo.sla.request;

import io.amparo.platform.web.ProblemWriter;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class RequestConfig {
    private static final Duration MAX_WAIT = Duration.ofMillis(500);

    @Bean
    ComputationPermits computationPermits() {
        return new ComputationPermits(MAX_WAIT);
    }

    /** Last, so that a rejected caller takes no permit. */
    @Bean
    WebMvcConfigurer computationInterceptor(ComputationPermits permits, ProblemWriter problems) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new ComputationInterceptor(permits, problems)).order(Ordered.LOWEST_PRECEDENCE);
            }
        };
    }
}
