package io.amparo.platform.backend;

import ch.qos.logback.classic.LoggerContext;
import com.mongodb.client.MongoClient;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.backend.BackendMonitor.Backend;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.bson.Document;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.task.SimpleAsyncTaskSchedulerCustomizer;
import org.springframework.boot.task.ThreadPoolTaskSchedulerCustomizer;
import org.springframework.context.annotation.Bean;

/** Watches Kafka and MongoDB, and keeps the failures of scheduled tasks during an outage out of the log. */
@AutoConfiguration
@ConditionalOnClass({MongoClient.class, KafkaProperties.class})
class BackendConfig {
    private static final int TIMEOUT_SECONDS = 3;

    @Bean
    LazyAdmin lazyAdmin(KafkaProperties kafka) {
        return new LazyAdmin(() -> Admin.create(kafka.buildAdminProperties()));
    }

    /** Logback has no place for a filter in the configuration of Spring Boot. */
    @Bean(destroyMethod = "stop")
    KafkaOutageFilter kafkaOutageFilter() {
        var filter = new KafkaOutageFilter();
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            filter.setContext(logback);
            logback.addTurboFilter(filter);
        }
        return filter;
    }

    @Bean
    BackendMonitor backendMonitor(LazyAdmin admin, MongoClient mongo, ServiceProperties service, MeterRegistry meters,
            Clock clock, KafkaOutageFilter kafkaLog) {
        return new BackendMonitor(List.of(
                new Backend("Kafka", new KafkaRequest(admin),
                        () -> "consumers pause, and events of " + pending(meters) + " documents wait in the outbox",
                        "start the broker or repair the network", kafkaLog),
                new Backend("MongoDB",
                        () -> mongo.withTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS).getDatabase(service.database())
                                .runCommand(new Document("ping", 1)),
                        () -> "requests that need it get 503, and consumers pause", "start the store or repair the network")),
                clock);
    }

    /** The number of documents whose events are not published yet. */
    private static long pending(MeterRegistry meters) {
        return meters.find("amparo.outbox.waiting").gauges().stream().mapToLong(gauge -> (long) gauge.value()).sum();
    }

    @Bean
    SimpleAsyncTaskSchedulerCustomizer scheduledTaskFailuresOnVirtualThreads() {
        var failures = new ScheduledTaskFailures();
        return scheduler -> scheduler.setErrorHandler(failures);
    }

    @Bean
    ThreadPoolTaskSchedulerCustomizer scheduledTaskFailures() {
        var failures = new ScheduledTaskFailures();
        return scheduler -> scheduler.setErrorHandler(failures);
    }
}
