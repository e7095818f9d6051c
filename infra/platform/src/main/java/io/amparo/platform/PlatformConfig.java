package io.amparo.platform;

import io.amparo.platform.store.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Registers the clock, the trace context, the locale resolver and the {@link ServiceProperties}. */
@AutoConfiguration(before = WebMvcAutoConfiguration.class)
@EnableConfigurationProperties(ServiceProperties.class)
@EnableScheduling
class PlatformConfig {
    private static final Locale PORTUGUESE = Locale.of("pt", "BR");

    /** The wall clock in milliseconds, the precision in which MongoDB stores instants. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.tickMillis(ZoneOffset.UTC);
    }

    @Bean
    @ConditionalOnMissingBean
    TraceContext traceContext(Tracer tracer, ObjectProvider<Propagator> propagator) {
        return new TraceContext(tracer, propagator.getIfAvailable(() -> Propagator.NOOP));
    }

    /** Resolves Portuguese unless the caller asks for English or Spanish. */
    @Bean
    LocaleResolver localeResolver() {
        var resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(PORTUGUESE, Locale.ENGLISH, Locale.of("es")));
        resolver.setDefaultLocale(PORTUGUESE);
        return resolver;
    }
}
