package io.amparo.platform.consume;

import com.mongodb.client.MongoClient;
import io.amparo.platform.ServiceProperties;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.stream.binder.kafka.KafkaBindingRebalanceListener;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Error handling of all consumers. A failure that can pass is retried without limit; a record that fails is parked as a dead
 * letter with its exception. No record is lost, and the events of a subject stay in order.
 */
@AutoConfiguration(before = KafkaAutoConfiguration.class)
@ConditionalOnClass(ListenerContainerWithDlqAndRetryCustomizer.class)
class ConsumerConfig {
    /** Name of the function and beginning of the name of its binding. */
    private static final String FUNCTION = "onEvents";

    /** Maps headers as bytes in both directions. The default mapper adds headers of its own and changes the type of others. */
    @Bean
    KafkaHeaderMapper rawHeaders() {
        return new SimpleKafkaHeaderMapper("*");
    }

    @Bean
    ConsumerEndpointCustomizer<KafkaMessageDrivenChannelAdapter<?, ?>> batchRecords() {
        var converter = new BatchRecordConverter();
        return (adapter, topic, group) -> adapter.setBatchMessageConverter(converter);
    }

    @Bean
    TopicAdmin topicAdmin(KafkaProperties kafka) {
        var admin = new TopicAdmin(kafka.buildAdminProperties());
        admin.setFatalIfBrokerNotAvailable(kafka.getAdmin().isFailFast());
        return admin;
    }

    /** @throws IllegalStateException if a topic is not consumed although it has a handler, or the reverse */
    @Bean(FUNCTION)
    TopicConsumer topicConsumer(ObjectProvider<TopicHandler> handlers, ServiceProperties service) {
        var consumer = new TopicConsumer(handlers.stream().toList());
        if (!consumer.topics().equals(Set.copyOf(service.topics())))
            throw new IllegalStateException(
                    "amparo.topics is %s, but the handlers are of %s".formatted(service.topics(), consumer.topics()));
        return consumer;
    }

    /** Declares the dead letter topic of each topic that this service consumes. */
    @Bean
    KafkaAdmin.NewTopics deadLetterTopics(TopicConsumer consumer, ServiceProperties service) {
        return new KafkaAdmin.NewTopics(consumer.topics().stream()
                .map(topic -> DeadLetterTopics.newTopic(topic, service.group(), service.replicas())).toArray(NewTopic[]::new));
    }

    @Bean
    ParkedSubjects parkedSubjects(MongoClient client, ServiceProperties service) {
        return new ParkedSubjects(client.getDatabase(service.database()));
    }

    @Bean
    ParkedDeadLetters parkedDeadLetters(ParkedSubjects parked, ServiceProperties service) {
        return new ParkedDeadLetters(parked, service.group());
    }

    @Bean
    SubjectParking subjectParking(KafkaProperties kafka, ServiceProperties service, ParkedSubjects parked, TopicAdmin topics) {
        return new SubjectParking(service.group(), parked, topics::isCompacted, DeadLetterTopics.bytesTemplate(kafka));
    }

    @Bean
    ListenerContainerWithDlqAndRetryCustomizer errorHandling(ServiceProperties service, SubjectParking parking) {
        return new ContainerCustomizer(service.group(), service.pollInterval(), parking);
    }

    /** The live tail of a topic is a consumer of the same partitions, but not of the group that parks. */
    @Bean
    KafkaBindingRebalanceListener parkingRebalanceListener(SubjectParking parking) {
        return new KafkaBindingRebalanceListener() {
            @Override
            public void onPartitionsAssigned(String binding, Consumer<?, ?> consumer, Collection<TopicPartition> partitions,
                    boolean initial) {
                if (binding.equals(FUNCTION + "-in-0")) parking.onPartitionsAssigned(partitions);
            }
        };
    }

    static DefaultErrorHandler errorHandler(ConsumerRecordRecoverer recoverer) {
        var handler = new DefaultErrorHandler(recoverer, new FixedBackOff(200, 2));
        handler.setBackOffFunction((record, exception) -> TransientFailure.is(exception) ? unlimitedBackOff() : null);
        handler.addNotRetryableExceptions(SerializationException.class);
        // A retry by a seek waits until the fetch in progress returns, which may take the whole fetch.max.wait.ms.
        handler.setSeekAfterError(false);
        return handler;
    }

    private static BackOff unlimitedBackOff() {
        var backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        return backOff;
    }

    /** @param otherReaders readers of dead letters that this service parks under another consumer group */
    @Bean
    DeadLetterOperations deadLetterOperations(TopicConsumer consumer, KafkaProperties kafka, ServiceProperties service,
            ParkedSubjects parked, MongoClient client, TopicAdmin topics, Clock clock,
            ObjectProvider<DeadLetters.Replayer> otherReaders, PayloadMask mask) {
        return new DeadLetterOperations(service.group(),
                Stream.concat(Stream.of(new DeadLetters.Replayer(service.group(), consumer.topics(), consumer::replay)),
                        otherReaders.stream()).toList(),
                parked, new DroppedDeadLetters(client.getDatabase(service.database())), topics::isCompacted,
                () -> DeadLetterTopics.consumer(kafka), mask, clock);
    }

    @Bean
    DeadLetters deadLetters(DeadLetterOperations operations) {
        return new DeadLetters(operations);
    }

    @Bean
    DeadLetterMeters deadLetterMeters(DeadLetterOperations operations) {
        return new DeadLetterMeters(operations);
    }
}
