package io.amparo.platform.metrics;

import com.mongodb.event.CommandListener;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.info.GitProperties;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures which meters a service reports, and the meters of its build, its store commands and its Kafka requests. */
@AutoConfiguration
class MetricsConfig {

    /**
     * A customizer, because a filter bean does not apply to the composite registry of a service that also pushes its meters: the
     * Kafka binder polls the broker for its lag meter unless the registry that it sees denies the meter.
     */
    @Bean
    MeterRegistryCustomizer<MeterRegistry> keptMeters() {
        return registry -> registry.config().meterFilter(new KeptMeters());
    }

    @Bean
    MeterBinder buildInfo(ObjectProvider<GitProperties> git) {
        return registry -> Gauge.builder("build.info", () -> 1).description("Version and commit of the process; always 1")
                .tag("version", property(git, "build.version")).tag("commit", property(git, "commit.id.abbrev"))
                .register(registry);
    }

    /** The gateway has no driver of MongoDB. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(CommandListener.class)
    static class StoreMetrics {
        @Bean
        MongoClientSettingsBuilderCustomizer storeCommands(MeterRegistry registry) {
            return settings -> settings.addCommandListener(new StoreCommands(registry));
        }
    }

    @Bean
    MeterBinder kafkaRequests() {
        return new KafkaRequests();
    }

    private static String property(ObjectProvider<GitProperties> git, String name) {
        var properties = git.getIfAvailable();
        var value = properties == null ? null : properties.get(name);
        return value == null ? "unknown" : value;
    }
}
