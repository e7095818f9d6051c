package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;

import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.consume.DeadLetterTopics;
import io.amparo.platform.consume.DeadLetters;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.engine.SlaProcessor.OutgoingRecord;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Builds the topology of the SLA engine. Its inputs are tickets and customers (by customer, co-partitioned) and the global tables
 * of policies and products; its output is SLA events. Records that cannot be processed become dead letters of the engine, and
 * processing continues.
 */
@Configuration
public class SlaTopology {
    private static final String GROUP = "sla-engine";
    static final String POLICIES = "policies";
    static final String WATCHES = "watches";
    static final String ALARMS = "alarms";
    static final String PRODUCTS = "products";
    static final String TERMS = "terms";
    static final String OPEN_TICKETS = "open-tickets";
    /**
     * Topic of replayed dead letters. Only the engine consumes it. It is not compacted and has as many partitions as the topics
     * beside it.
     */
    static final String REPLAY = "amparo.sla-engine.replay";

    /** Inputs in this order: tickets, customers, policies. */
    @Bean
    Function<KStream<byte[], byte[]>, Function<KStream<byte[], byte[]>, Consumer<GlobalKTable<byte[], byte[]>>>> slaEngine(
            EventCodec codec, Tzdata tzdata, MeterRegistry meters, Clock clock, FencingClientSupplier client) {
        var engineMeters = new EngineMeters(meters, clock);
        return tickets -> customers -> policies -> build(tickets, customers, codec, tzdata, engineMeters, client::backlogCheck);
    }

    @Bean
    StreamThreads streamThreads(Clock clock) {
        return new StreamThreads(clock);
    }

    @Bean
    FencingClientSupplier engineClient() {
        return new FencingClientSupplier();
    }

    /** The dead-letter topic of each input, and the replay topic. */
    @Bean
    KafkaAdmin.NewTopics engineDeadLetters(ServiceProperties service, EventCodec codec) {
        var inputs = Stream.concat(replayableTopics(codec).stream(), Stream.of(service.topicPrefix() + REPLAY));
        var deadLetters = Stream.concat(inputs, tables(codec).stream())
                .map(topic -> DeadLetterTopics.newTopic(topic, service.topicPrefix() + GROUP, service.replicas()));
        return new KafkaAdmin.NewTopics(
                Stream.concat(deadLetters, Stream.of(DeadLetterTopics.withDeadLetterLimits(service.topic(REPLAY, false))))
                        .toArray(NewTopic[]::new));
    }

    /**
     * Replays dead letters. A record that still cannot be decoded stays a dead letter. A record that the engine still cannot
     * apply becomes a dead letter again.
     */
    @Bean
    DeadLetters.Replayer engineReplayer(EventCodec codec, KafkaProperties kafka, ServiceProperties service) {
        return DeadLetters.throughTopic(service.topicPrefix() + GROUP, replayableTopics(codec), service.topicPrefix() + REPLAY,
                kafka, deadLetter -> codec.read(deadLetter.headers(), deadLetter.value()));
    }

    /** A row of a table needs no replay: every start reads the tables. One that this build can decode is done. */
    @Bean
    DeadLetters.Replayer engineTableReplayer(EventCodec codec, ServiceProperties service) {
        return new DeadLetters.Replayer(service.topicPrefix() + GROUP, tables(codec),
                (_, deadLetter) -> codec.read(SlaProcessor.rowType(new String(deadLetter.key(), UTF_8)), deadLetter.value()));
    }

    private static Set<String> tables(EventCodec codec) {
        return Stream.of(Topic.SLA_DEFINITIONS, Topic.PRODUCTS).map(codec::topicName).collect(toSet());
    }

    static Set<String> replayableTopics(EventCodec codec) {
        return Stream.of(Topic.TICKETS, Topic.CUSTOMERS, Topic.SLA_MIGRATIONS).map(codec::topicName).collect(toSet());
    }

    /** Primary, because the binder uses none if several exist, and Spring Boot adds one for meters. */
    @Bean
    @Primary
    StreamsBuilderFactoryBeanConfigurer engineThreads(FencingClientSupplier client, StreamThreads threads, EventCodec codec) {
        return streams -> {
            streams.setClientSupplier(client);
            // Not on the factory: just before the start, the binder replaces its handler by one that shuts down the engine.
            streams.setKafkaStreamsCustomizer(threads::attach);
            streams.setInfrastructureCustomizer(new KafkaStreamsInfrastructureCustomizer() {
                @Override
                public void configureBuilder(StreamsBuilder builder) {
                    addProductTable(builder, codec);
                }
            });
        };
    }

    /** Adds the global table of products. The binder cannot: its tables keep the last row of a key, not the newest. */
    static void addProductTable(StreamsBuilder builder, EventCodec codec) {
        builder.addGlobalStore(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(PRODUCTS), Serdes.ByteArray(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                codec.topicName(Topic.PRODUCTS), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()),
                () -> new ProductTable(codec));
    }

    /**
     * @param backlogChecks creates, per partition, a check that runs on the stream thread: whether records from a downtime are
     *     still to be fetched
     */
    static void build(KStream<byte[], byte[]> tickets, KStream<byte[], byte[]> customers, EventCodec codec, Tzdata tzdata,
            EngineMeters meters, IntFunction<BooleanSupplier> backlogChecks) {
        tickets.merge(customers).process(
                new SlaProcessorSupplier(codec, tzdata, meters, backlogChecks)).to(
                        (key, out, context) -> out.topic(), Produced
                                .with(Serdes.ByteArray(),
                                        Serdes.serdeFrom((topic, out) -> out.value(),
                                                (topic, bytes) -> new OutgoingRecord(bytes, topic)))
                                .withStreamPartitioner(
                                        (topic, key, out, partitions) -> Optional.ofNullable(out.partition()).map(Set::of)));
    }

    /** Supplies the processor with its stores: on disk if their size grows with tickets, in memory if it grows with customers. */
    private record SlaProcessorSupplier(EventCodec codec, Tzdata tzdata, EngineMeters meters,
            IntFunction<BooleanSupplier> backlogChecks) implements ProcessorSupplier<byte[], byte[], byte[], OutgoingRecord> {
        @Override
        public Processor<byte[], byte[], byte[], OutgoingRecord> get() {
            return new SlaProcessor(codec, tzdata, meters, backlogChecks);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(WATCHES), Serdes.String(), Serdes.ByteArray()),
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(ALARMS), Serdes.ByteArray(), Serdes.ByteArray()),
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(OPEN_TICKETS), Serdes.String(),
                            Serdes.ByteArray()),
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(TERMS), Serdes.String(), Serdes.ByteArray()));
        }
    }
}
