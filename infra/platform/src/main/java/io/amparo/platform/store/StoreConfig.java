package io.amparo.platform.store;

import com.mongodb.ReadPreference;
import com.mongodb.client.MongoClient;
import io.amparo.platform.ServiceProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

/** Configures the outbox and its relay for services that publish events, that is, declare an {@link EventWriter}. */
@AutoConfiguration(after = MongoAutoConfiguration.class)
@ConditionalOnBean({MongoClient.class, EventWriter.class})
@Import(MongoExceptionHandler.class)
class StoreConfig {
    private static final Duration REPUBLISH_TICK = Duration.ofSeconds(2);

    /**
     * Limits the wait for MongoDB. The driver repeats a request once, so a server that is lost costs at most twice 5 s for the
     * selection of a server and 8 s for its reply: the answer is 503 after 26 s, and the gateway waits for 30 s. A pool without a
     * free connection adds up to 5 s. All reads go to the primary, also if the URI allows others: a secondary may not have the
     * caller's last write.
     */
    @Bean
    MongoClientSettingsBuilderCustomizer storeTimeouts() {
        return settings -> settings.readPreference(ReadPreference.primary()).writeConcern(Outbox.WRITE_CONCERN)
                .applyToClusterSettings(cluster -> cluster.serverSelectionTimeout(5, TimeUnit.SECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(5, TimeUnit.SECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(3, TimeUnit.SECONDS).readTimeout(8, TimeUnit.SECONDS));
    }

    @Bean
    Outbox outbox(MongoClient client, ServiceProperties service, EventWriter writer, TraceContext trace, Clock clock) {
        return new Outbox(client.getDatabase(service.database()), writer, trace, clock);
    }

    @Bean
    Counters counters(Outbox outbox) {
        return new Counters(outbox);
    }

    @Bean
    KeyBindings keyBindings(Outbox outbox, Clock clock) {
        return new KeyBindings(outbox, clock);
    }

    @Bean
    SchedulingConfigurer expiredKeys(KeyBindings bindings) {
        return tasks -> tasks.addFixedDelayTask(bindings::removeExpired, Duration.ofDays(1));
    }

    @Bean
    OutboxRelay outboxRelay(Outbox outbox, KafkaProperties kafka, ServiceProperties service, Clock clock, MeterRegistry meters) {
        return new OutboxRelay(outbox,
                new KafkaProducer<>(producerSettings(kafka), new StringSerializer(), new ByteArraySerializer()), clock,
                service.outboxSweep(), meters);
    }

    @Bean
    OutboxEndpoint outboxEndpoint(OutboxRelay relay) {
        return new OutboxEndpoint(relay);
    }

    @Bean
    OutboxBacklog outboxBacklog(Outbox outbox, Clock clock, MeterRegistry meters) {
        return new OutboxBacklog(outbox, clock, meters);
    }

    @Bean
    SchedulingConfigurer outboxMeasurements(OutboxBacklog backlog, ServiceProperties service) {
        return tasks -> tasks.addFixedRateTask(new IntervalTask(backlog::measure, service.outboxSweep(), service.outboxSweep()));
    }

    @Bean
    StoreHealthIndicator storeHealthIndicator(MongoClient client, ServiceProperties service) {
        return new StoreHealthIndicator(client.getDatabase(service.database()));
    }

    @Bean
    OutboxHealthIndicator outboxHealthIndicator(Outbox outbox, Clock clock) {
        return new OutboxHealthIndicator(outbox, clock);
    }

    @Bean
    IndexHealthIndicator indexHealthIndicator(Outbox outbox) {
        return new IndexHealthIndicator(outbox);
    }

    @Bean
    Republisher republisher(Outbox outbox, ObjectProvider<AggregateStore<?, ?>> stores, Clock clock, MeterRegistry meters) {
        return new Republisher(outbox, stores.stream().toList(), clock, meters);
    }

    @Bean
    RepublishEndpoint republishEndpoint(Republisher republisher) {
        return new RepublishEndpoint(republisher);
    }

    @Bean
    ApplicationRunner firstRepublication(Republisher republisher) {
        return _ -> republisher.schedule();
    }

    /** At a fixed rate each tick has its own thread; all tasks with a fixed delay share one, which a tick could occupy. */
    @Bean
    SchedulingConfigurer republications(Republisher republisher) {
        return tasks -> tasks.addFixedRateTask(new IntervalTask(republisher::tick, REPUBLISH_TICK, REPUBLISH_TICK));
    }

    private static Map<String, Object> producerSettings(KafkaProperties kafka) {
        var settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        settings.put(ProducerConfig.PARTITIONER_CLASS_CONFIG, KeyPrefixPartitioner.class);
        // The producer waits for an unavailable broker: giving up would send a later event before an earlier one.
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        // A topic without metadata must not hold up the other topics for a minute.
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
        return settings;
    }
}
