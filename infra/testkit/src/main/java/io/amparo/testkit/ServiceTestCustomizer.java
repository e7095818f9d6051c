package io.amparo.testkit;

import io.amparo.clients.EventClient;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Configures the service of a {@link ServiceTest} to use the backends, with a database and topics named after the test. */
record ServiceTestCustomizer(String testName, List<String> properties) implements ContextCustomizer {

    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
        var uniqueName = Backends.uniqueName(testName.toLowerCase(Locale.ROOT));
        var backends = Backends.get();
        TestPropertyValues
                .of("MONGODB_URI=" + backends.mongoUri(), "amparo.database=" + uniqueName,
                        "KAFKA_BROKERS=" + backends.kafkaBrokers(), "TOPIC_PREFIX=" + uniqueName + ".", "KAFKA_PARTITIONS=2",
                        "OIDC_ISSUER=" + TestIdentity.get().issuer(),
                        "spring.cloud.stream.kafka.default.consumer.configuration.metadata.max.age.ms=1000",
                        // The consumers of a service form one group; each learns of a rebalance only by a heartbeat (default 3
                        // s).
                        "spring.cloud.stream.kafka.default.consumer.configuration.heartbeat.interval.ms=200",
                        "logging.level.org.apache.kafka=error", "logging.level.kafka=error",
                        "logging.level.org.apache.kafka.clients.NetworkClient=error", "logging.level.de.bwaldvogel=error",
                        "logging.level.org.springdoc=error", "springdoc.api-docs.enabled=true")
                .and(properties.toArray(String[]::new)).applyTo(context);
        var beans = (GenericApplicationContext) context;
        var api = new ApiClients(
                () -> "http://localhost:" + context.getBean(Environment.class).getRequiredProperty("local.server.port"));
        beans.registerBean(ApiClients.class, () -> api);
        beans.registerBean(EventClient.class, () -> new EventClient(backends.kafkaBrokers(), uniqueName + "."));
        beans.registerBean(SecurityMatrix.class, () -> new SecurityMatrix(api, mappings(context)));
        beans.registerBean(InvalidTexts.class, () -> new InvalidTexts(api, mappings(context)));
        beans.registerBean(QueryParameters.class, () -> new QueryParameters(api, mappings(context)));
    }

    private static RequestMappingHandlerMapping mappings(ApplicationContext context) {
        return context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
    }

    /** Found by Spring's test framework through {@code spring.factories}. */
    static final class Factory implements ContextCustomizerFactory {
        @Override
        public @Nullable ContextCustomizer createContextCustomizer(Class<?> test,
                List<ContextConfigurationAttributes> attributes) {
            var annotation = AnnotatedElementUtils.findMergedAnnotation(test, ServiceTest.class);
            if (annotation == null) return null;
            var name = annotation.name().isEmpty() ? test.getSimpleName() : annotation.name();
            return new ServiceTestCustomizer(name, List.of(annotation.value()));
        }
    }
}
