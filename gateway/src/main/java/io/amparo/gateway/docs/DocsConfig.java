package io.amparo.gateway.docs;

import io.amparo.gateway.route.RouteProperties;
import java.io.IOException;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

@Configuration
class DocsConfig {

    @Bean
    OpenApiText openApiText(RouteProperties routes,
            @Value("${spring.security.oauth2.resourceserver.jwt.issuer-uri}") String issuer, JsonMapper json) {
        return OpenApiText.of(routes, issuer, json);
    }

    @Bean
    ContentEtags contentEtags() {
        return new ContentEtags();
    }

    /** Serves the Swagger UI webjar without its version in the path, so that pages do not depend on the version. */
    @Bean
    WebMvcConfigurer assets(ContentEtags etags) throws IOException {
        var version = PropertiesLoaderUtils
                .loadProperties(new ClassPathResource("META-INF/maven/org.webjars/swagger-ui/pom.properties"))
                .getProperty("version");
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                add(registry, "/assets/swagger-ui/**", "classpath:/META-INF/resources/webjars/swagger-ui/" + version + "/",
                        Duration.ofDays(1));
                add(registry, "/assets/**", "classpath:/static/assets/", Duration.ofMinutes(10));
            }

            private void add(ResourceHandlerRegistry registry, String path, String folder, Duration maxAge) {
                registry.addResourceHandler(path).addResourceLocations(folder).setUseLastModified(false)
                        .setEtagGenerator(etags::of).setCacheControl(CacheControl.maxAge(maxAge).cachePublic());
            }
        };
    }
}
