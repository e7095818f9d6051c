package io.amparo.platform.consume;

import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.stream.binder.kafka.ListenerContainerWithDlqAndRetryCustomizer;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.util.backoff.BackOff;

/** Installs error handling and parking in the listener containers of the binder. */
final class ContainerCustomizer implements ListenerContainerWithDlqAndRetryCustomizer {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerCustomizer.class);
    private static final long COMMIT_INTERVAL_MILLIS = 500;

    private final String serviceGroup;
    private final Duration pollInterval;
    private final SubjectParking parking;

    /** @param pollInterval pause between two polls, in which records gather */
    ContainerCustomizer(String serviceGroup, Duration pollInterval, SubjectParking parking) {
        this.serviceGroup = serviceGroup;
        this.pollInterval = pollInterval;
        this.parking = parking;
    }

    @Override
    @SuppressWarnings("unchecked") // the binder consumes keys and values as bytes
    public void configure(AbstractMessageListenerContainer<?, ?> container, String topic, String group,
            @Nullable BiFunction<ConsumerRecord<?, ?>, Exception, TopicPartition> destinationResolver,
            @Nullable BackOff backOff) {
        if (serviceGroup.equals(group)) {
            container.setCommonErrorHandler(ConsumerConfig.errorHandler(parking));
            var bytes = (AbstractMessageListenerContainer<byte[], byte[]>) container;
            bytes.setBatchInterceptor(parking);
        } else {
            // A live tail stores nothing, so nothing is replayed to it.
            container.setCommonErrorHandler(ConsumerConfig.errorHandler(
                    (record, e) -> LOG.warn("Record {}@{} failed in a live tail; skipping it", topic, record.offset(), e)));
        }
        // An offset commit per record costs more than the record. Records redelivered after a crash are detected by cause.
        container.getContainerProperties().setAckMode(ContainerProperties.AckMode.TIME);
        container.getContainerProperties().setAckTime(COMMIT_INTERVAL_MILLIS);
        // A poll returns the first record at once. Without a pause each record would cost a read and a write of the store.
        container.getContainerProperties().setIdleBetweenPolls(pollInterval.toMillis());
    }

    @Override
    public boolean retryAndDlqInBinding(String topic, String group) {
        return false;
    }
}
