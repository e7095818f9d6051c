package io.amparo.platform.consume;

import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoTimeoutException;
import io.amparo.platform.ServiceProperties;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.cloud.stream.config.ConsumerEndpointCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.integration.kafka.inbound.KafkaMessageDrivenChannelAdapter;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.support.KafkaHeaderMapper;
import org.springframework.kafka.support.SimpleKafkaHeaderMapper;
import org.springframework.kafka.support.converter.BatchMessagingMessageConverter;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Error handling of all consumers. An unavailable dependency is retried without limit; a record that fails is parked as a dead
 * letter with its exception. No record is lost.
 */
@AutoConfiguration
@ConditionalOnClass(ListenerContainerWithDlqAndRetryCustomizer.class)
class ConsumerConfig {
    private static final long COMMIT_INTERVAL_MILLIS = 500;
    private static final Duration DEAD_LETTER_RETRY_DELAY = Duration.ofSeconds(1);

    /** Maps headers as bytes in both directions. The default mapper adds headers of its own and changes the type of others. */
    @Bean
    KafkaHeaderMapper rawHeaders() {
        return new SimpleKafkaHeaderMapper("*");
    }

    /** Keeps the native headers of batch records. Batch consumers do not use a header map per record. */
    @Bean
    ConsumerEndpointCustomizer<KafkaMessageDrivenChannelAdapter<?, ?>> nativeHeadersInBatches() {
        var converter = new BatchMessagingMessageConverter();
        converter.setHeaderMapper(null);
        return (adapter, topic, group) -> adapter.setBatchMessageConverter(converter);
    }

    /** Declares the dead letter topic of each input of this service. */
    @Bean
    KafkaAdmin.NewTopics deadLetterTopics(BindingServiceProperties bindings, ServiceProperties service) {
        return new KafkaAdmin.NewTopics(DeadLetters.inputs(bindings).keySet().stream()
                .map(topic -> DeadLetters.newTopic(topic, service.group(), service.replicas())).toArray(NewTopic[]::new));
    }

    @Bean
    ListenerContainerWithDlqAndRetryCustomizer errorHandling(KafkaProperties kafka, MeterRegistry meters) {
        var template = DeadLetters.bytesTemplate(kafka);
        return new ListenerContainerWithDlqAndRetryCustomizer() {
            @Override
            public void configure(AbstractMessageListenerContainer<?, ?> container, String topic, String group,
                    @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> destinationResolver,
                    @Nullable BackOff backOff) {
                container.setCommonErrorHandler(errorHandler(template, group, meters));
                // An offset commit per record costs more than the record. Records redelivered after a crash are detected by
                // cause.
                container.getContainerProperties().setAckMode(ContainerProperties.AckMode.TIME);
                container.getContainerProperties().setAckTime(COMMIT_INTERVAL_MILLIS);
            }

            @Override
            public boolean retryAndDlqInBinding(String topic, String group) {
                return false;
            }
        };
    }

    private static DefaultErrorHandler errorHandler(KafkaTemplate<byte[], byte[]> template, String group, MeterRegistry meters) {
        var recoverer = new DeadLetterPublishingRecoverer(template,
                (record, exception) -> new TopicPartition(DeadLetters.topicOf(record.topic(), group), 0)) {
            @Override
            protected ProducerRecord<Object, Object> createProducerRecord(ConsumerRecord<?, ?> record,
                    TopicPartition deadLetterPartition, Headers headers, byte @Nullable [] key, byte @Nullable [] value) {
                return super.createProducerRecord(record, deadLetterPartition, DeadLetters.truncateHeaders(headers), key, value);
            }
        };
        var handler = new DefaultErrorHandler((record, exception) -> {
            try {
                recoverer.accept(record, exception);
            } catch (RuntimeException e) {
                // The record is redelivered at once; without this pause it would loop while its dead letter cannot be sent.
                LockSupport.parkNanos(DEAD_LETTER_RETRY_DELAY.toNanos());
                throw e;
            }
            meters.counter("amparo.dead.letters", "topic", record.topic()).increment();
        }, new FixedBackOff(200, 2));
        handler.setBackOffFunction((record, exception) -> isDependencyUnavailable(exception) ? unlimitedBackOff() : null);
        handler.addNotRetryableExceptions(SerializationException.class);
        return handler;
    }

    private static boolean isDependencyUnavailable(@Nullable Throwable exception) {
        for (var current = exception; current != null; current = current.getCause())
            if (current instanceof MongoTimeoutException || current instanceof MongoSocketException
                    || current instanceof MongoNotPrimaryException || current instanceof MongoNodeIsRecoveringException)
                return true;
        return false;
    }

    private static BackOff unlimitedBackOff() {
        var backOff = new ExponentialBackOff(200, 2);
        backOff.setMaxInterval(5_000);
        return backOff;
    }

    /** @param otherReaders readers of dead letters that this service parks under another consumer group */
    @Bean
    DeadLetters deadLetters(BindingServiceProperties bindings, FunctionCatalog functions, KafkaProperties kafka,
            ServiceProperties service, ObjectProvider<DeadLetters.Replayer> otherReaders) {
        var inputReaders = DeadLetters.inputs(bindings).entrySet().stream()
                .map(input -> DeadLetters.throughFunction(service.group(), input.getKey(), input.getValue(), functions));
        return new DeadLetters(service.group(), Stream.concat(inputReaders, otherReaders.stream()).toList(),
                kafka.buildConsumerProperties());
    }
}
