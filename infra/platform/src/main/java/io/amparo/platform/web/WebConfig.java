package io.amparo.platform.web;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.store.TraceContext;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.context.MessageSourceAutoConfiguration;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** HTTP configuration of every service: problems in the caller's language, request texts, arguments and query parameters. */
@AutoConfiguration(before = MessageSourceAutoConfiguration.class)
@Import(ApiExceptionHandler.class)
class WebConfig {
    private static final int MAX_LANGUAGES = 10_000;

    /** Messages of the service ({@code messages}), then those of the platform. Portuguese is the base language. */
    @Bean
    MessageSource messageSource() {
        var texts = new ResourceBundleMessageSource();
        texts.setBasenames("messages", "platform-messages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }

    @Bean
    ProblemWriter problemWriter(MessageSource texts, LocaleResolver locales, TraceContext trace, JsonMapper json,
            ServiceProperties service) {
        return new ProblemWriter(texts, locales, trace, json, service.problemTypes());
    }

    /** Tomcat answers 500 to more than ten languages in {@code Accept-Language}; its limit for all headers is enough. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> acceptLanguage() {
        return server -> server.addConnectorCustomizers(connector -> connector.setMaxLocaleCount(MAX_LANGUAGES));
    }

    @Bean
    WebMvcConfigurer requests(JsonMapper json) {
        var requestJson = new JacksonJsonHttpMessageConverter(requestMapper(json));
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
                converters.withJsonConverter(requestJson);
            }

            @Override
            public void addInterceptors(InterceptorRegistry interceptors) {
                interceptors.addInterceptor(new RequestText.ParameterInterceptor());
                interceptors.addInterceptor(new AcceptInterceptor());
                // Last, so that a caller without access gets 403.
                interceptors.addInterceptor(new QueryParameterInterceptor()).order(Ordered.LOWEST_PRECEDENCE);
            }

            @Override
            public void addFormatters(FormatterRegistry formatters) {
                formatters.addConverter(new RequestText.AnyTextConverter());
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new RequestHeaderArgumentResolver());
                resolvers.add(new PageRequestArgumentResolver());
            }
        };
    }

    /** Returns a mapper for requests alone, because the responses of other services need no such checks. */
    static JsonMapper requestMapper(JsonMapper json) {
        return json.rebuild().addModule(RequestText.module()).addModule(RequestDates.module())
                .withConfigOverride(List.class, lists -> lists.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
                .build();
    }
}
