package io.amparo.gateway.docs;

import io.amparo.gateway.route.RouteProperties;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.web.filter.ShallowEtagHeaderFilter;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration
class DocsConfig {
    /** Long enough for a page that loads a contract several times, short enough for a new release. */
    static final CacheControl CACHE = CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    /** Adds a strong ETag, the hash of the body, to the contracts, and answers 304 to a matching If-None-Match. */
    @Bean
    FilterRegistrationBean<ShallowEtagHeaderFilter> contractEtags() {
        var registration = new FilterRegistrationBean<>(new ShallowEtagHeaderFilter());
        registration.addUrlPatterns("/asyncapi.yaml", "/schemas/*");
        return registration;
    }

    @Bean
    ApiDocumentsClient apiDocuments(HttpClient services, RouteProperties routes, DocsProperties settings, Clock clock) {
        return new ApiDocumentsClient(services, routes, settings, clock);
    }

    /** Serves the Swagger UI webjar without its version in the path, so that pages do not depend on the version. */
    @Bean
    WebMvcConfigurer swaggerUi() throws IOException {
        var version = PropertiesLoaderUtils
                .loadProperties(new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties"))
                .getProperty("version");
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/assets/swagger-ui/**")
                        .addResourceLocations("classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/")
                        .setCacheControl(CacheControl.maxAge(Duration.ofDays(1)));
            }
        };
    }
}
