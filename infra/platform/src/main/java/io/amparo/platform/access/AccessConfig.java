package io.amparo.platform.access;

import io.amparo.platform.ServiceProperties;
import io.amparo.platform.access.ConfirmedContacts.Source;
import io.amparo.platform.backend.LazyAdmin;
import io.amparo.platform.consume.ParkedDeadLetters;
import io.amparo.platform.remote.ResilientCallFactory;
import io.amparo.platform.security.ContactAccess;
import io.amparo.platform.security.ContactLookup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

/** Confirms the access of named contacts in a service that knows them from a projection. */
@AutoConfiguration(beforeName = "io.amparo.platform.security.SecurityConfig", afterName = {
        "io.amparo.platform.remote.RemoteConfig", "io.amparo.platform.backend.BackendConfig",
        "io.amparo.platform.consume.ConsumerConfig"})
@ConditionalOnProperty("amparo.access.topic")
@EnableConfigurationProperties(AccessProperties.class)
@Import(UnconfirmedAccessHandler.class)
class AccessConfig {

    @Bean
    ProjectionConfirmation projectionConfirmation(AccessProperties access, ServiceProperties service, LazyAdmin admin,
            ParkedDeadLetters deadLetters, MeterRegistry meters, Clock clock) {
        var positions = new KafkaPositions(admin, access.topic(), service.partitions(), service.group(),
                () -> deadLetters.isAnyOf(access.topic()));
        var confirmation = new ProjectionConfirmation(access.topic(), positions, access.check(), access.confirmed(), clock);
        Gauge.builder("amparo.access.confirmation.age",
                () -> Duration.between(confirmation.lastConfirmed(), clock.instant()).toMillis() / 1_000.0)
                .description("Time since the projection of the named contacts was last confirmed to be current")
                .baseUnit("seconds").register(meters);
        return confirmation;
    }

    /** On a thread of its own: a broker that does not answer must not delay other tasks. */
    @Bean
    SchedulingConfigurer confirmationSchedule(ProjectionConfirmation confirmation, AccessProperties access) {
        return tasks -> tasks.addFixedRateTask(() -> Thread.ofVirtual().name("access").start(confirmation::check), access.tick());
    }

    @Bean
    ContactAccess confirmedContacts(ContactLookup projection, ProjectionConfirmation confirmation, AccessProperties access,
            ResilientCallFactory resilientCalls, MeterRegistry meters, Clock clock) {
        var counters = counters(meters);
        return new ConfirmedContacts(projection, confirmation, new EntitlementClient(resilientCalls, access.url()),
                access.cache(), access.grace(), clock, source -> counters.get(source).increment());
    }

    private static Map<Source, Counter> counters(MeterRegistry meters) {
        var counters = new EnumMap<Source, Counter>(Source.class);
        for (var source : Source.values())
            counters.put(source,
                    Counter.builder("amparo.access.lookups").description("Lookups of a named contact, by what has decided")
                            .tag("source", source.name().toLowerCase(Locale.ROOT)).register(meters));
        return counters;
    }
}
