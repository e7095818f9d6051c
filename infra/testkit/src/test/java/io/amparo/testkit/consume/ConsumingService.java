package io.amparo.testkit.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.PersonalData;
import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.consume.DeadLetterTopics;
import io.amparo.platform.consume.DeadLetters;
import io.amparo.platform.consume.PayloadMask;
import io.amparo.platform.consume.ReceivedRecord;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.EventWriter;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.testkit.CommandCountsConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.bson.Document;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * A service that logs the labels of events per subject: one by one from tickets, in batches from sla, whole states from
 * customers.
 */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CommandCountsConfig.class)
class ConsumingService {

    /** Failures by label; each event with the label fails until its failure is removed. */
    static final class Failures {
        private final Map<String, Supplier<RuntimeException>> byLabel = new ConcurrentHashMap<>();

        void add(String label, Supplier<RuntimeException> failure) {
            byLabel.put(label, failure);
        }

        void remove(String label) {
            byLabel.remove(label);
        }

        private void check(String label) {
            if (byLabel.get(label) instanceof Supplier<RuntimeException> failure
                    && failure.get() instanceof RuntimeException exception)
                throw exception;
        }
    }

    /** The labels of each subject in the order in which they were applied. */
    static final class Logs extends AggregateStore<List<String>, Void> {
        Logs(Outbox outbox) {
            super(outbox.withoutEvents(), "logs");
        }

        List<String> of(String subject) {
            return find(subject).map(Versioned::state).orElse(List.of());
        }

        @Override
        protected Document write(List<String> labels) {
            return new Document("labels", labels);
        }

        @Override
        protected List<String> read(Document state) {
            return state.getList("labels", String.class);
        }
    }

    @Bean
    EventCodec eventCodec(ServiceProperties service) {
        return new EventCodec(service.name(), service.topicPrefix());
    }

    @Bean
    EventWriter eventWriter(EventCodec codec) {
        return codec::write;
    }

    @Bean
    PayloadMask payloadMask() {
        return PersonalData::mask;
    }

    @Bean
    KafkaAdmin.NewTopics topics(ServiceProperties service, EventCodec codec) {
        var topics = Arrays.stream(Topic.values()).map(topic -> service.topic(topic.topicName(), topic.compacted()));
        var second = DeadLetterTopics.newTopic(codec.topicName(Topic.KNOWLEDGE), service.topicPrefix() + "second", (short) 1);
        return new KafkaAdmin.NewTopics(Stream.concat(topics, Stream.of(second)).toArray(NewTopic[]::new));
    }

    @Bean
    Failures failures() {
        return new Failures();
    }

    @Bean
    Logs logs(Outbox outbox) {
        return new Logs(outbox);
    }

    @Bean
    TopicHandler onTicketEvents(EventCodec codec, Logs logs, Failures failures) {
        return handler(codec, Topic.TICKETS,
                events -> events.forEach(event -> logs.applyAll(updates(Stream.of(event), failures))));
    }

    @Bean
    TopicHandler onSlaEvents(EventCodec codec, Logs logs, Failures failures) {
        return handler(codec, Topic.SLA, events -> logs.applyAll(updates(events.stream(), failures)));
    }

    @Bean
    TopicHandler onCustomerEvents(EventCodec codec, Logs logs, Failures failures) {
        return handler(codec, Topic.CUSTOMERS,
                events -> events.forEach(event -> logs.applyAll(updates(Stream.of(event), failures))));
    }

    private static TopicHandler handler(EventCodec codec, Topic topic, Consumer<List<Event>> action) {
        return new TopicHandler() {
            @Override
            public String topic() {
                return codec.topicName(topic);
            }

            @Override
            public void handle(List<ReceivedRecord> records) {
                action.accept(records.stream().map(record -> codec.read(record.headers(), record.body())).toList());
            }
        };
    }

    private static List<AggregateUpdate<List<String>, Void>> updates(Stream<Event> events, Failures failures) {
        return events.flatMap(event -> label(event).map(label -> update(event, label, failures)).stream()).toList();
    }

    private static Optional<String> label(Event event) {
        return Optional.ofNullable(switch (event.data()) {
            case TicketClosed closed -> closed.number();
            case SlaCancelled cancelled -> cancelled.number();
            case ContractChanged changed -> changed.name();
            case null, default -> null;
        });
    }

    /** Replays dead letters of a second consumer group. Each fails while there is a failure for its body. */
    @Bean
    DeadLetters.Replayer secondGroup(ServiceProperties service, EventCodec codec, Failures failures) {
        return new DeadLetters.Replayer(service.topicPrefix() + "second", Set.of(codec.topicName(Topic.KNOWLEDGE)),
                (_, deadLetter) -> failures.check(new String(deadLetter.value(), UTF_8)));
    }

    private static AggregateUpdate<List<String>, Void> update(Event event, String label, Failures failures) {
        failures.check(label);
        return AggregateUpdate.of(event.subject(), event.cause(), Optional.of(List.of()),
                labels -> Change.of(Stream.concat(labels.stream(), Stream.of(label)).toList(), List.of()));
    }
}
