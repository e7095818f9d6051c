package io.amparo.platform.consume;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Creates the topics of the service at start. Refuses to start if a topic has another number of partitions than configured: the
 * records of one key would be in partitions of different numbers, which the SLA engine joins by number. (Spring's admin would add
 * partitions, which moves the keys of the existing records.) Corrects the retention of existing dead letter topics.
 */
final class TopicAdmin extends KafkaAdmin {
    private static final int TIMEOUT_SECONDS = 30;
    private volatile Set<String> compacted = Set.of();

    TopicAdmin(Map<String, Object> settings) {
        super(settings);
    }

    @Override
    public void afterSingletonsInstantiated() {
        var declared = newTopics();
        compacted = declared.stream()
                .filter(topic -> topic.configs() != null
                        && TopicConfig.CLEANUP_POLICY_COMPACT.equals(topic.configs().get(TopicConfig.CLEANUP_POLICY_CONFIG)))
                .map(NewTopic::name).collect(toUnmodifiableSet());
        requireConfiguredPartitions(declared);
        super.afterSingletonsInstantiated();
        requireConfiguredPartitions(declared); // another service may have created a topic in the meantime
        setModifyTopicConfigs(true);
        createOrModifyTopics(declared.stream().filter(topic -> DeadLetterTopics.isName(topic.name())).toArray(NewTopic[]::new));
    }

    /** Whether a declared topic is compacted. */
    boolean isCompacted(String topic) {
        return compacted.contains(topic);
    }

    private void requireConfiguredPartitions(Collection<NewTopic> declared) {
        var topics = declared.stream().filter(topic -> !DeadLetterTopics.isName(topic.name())).toList();
        try (var admin = createAdmin()) {
            var existing = admin.describeTopics(topics.stream().map(NewTopic::name).toList()).topicNameValues();
            var mismatches = topics.stream().map(topic -> mismatch(topic, existing.get(topic.name()))).filter(it -> it != null)
                    .toList();
            if (!mismatches.isEmpty()) throw new IllegalStateException(message(mismatches));
        }
    }

    private static @Nullable String mismatch(NewTopic declared, KafkaFuture<TopicDescription> existing) {
        int actual = partitions(existing);
        return actual == 0 || actual == declared.numPartitions()
                ? null
                : "%s has %d partitions instead of %d".formatted(declared.name(), actual, declared.numPartitions());
    }

    private static String message(List<String> mismatches) {
        return "The partitions of existing topics differ from KAFKA_PARTITIONS (amparo.partitions): "
                + String.join("; ", mismatches)
                + ". Start every service with the number that the topics have, or move the topics.";
    }

    /** Returns 0 if the topic does not exist. */
    private static int partitions(KafkaFuture<TopicDescription> existing) {
        try {
            return existing.get(TIMEOUT_SECONDS, TimeUnit.SECONDS).partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) return 0;
            throw new IllegalStateException("Cannot read the topics at start", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("Cannot read the topics at start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Reading the topics at start was interrupted", e);
        }
    }
}
