package io.amparo.platform;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What every service is told about its place.
 *
 * @param name the service's name, also the source of its events
 * @param database its MongoDB database, nobody else's
 * @param topicPrefix stands before every topic's name, so that several suites share a cluster
 * @param partitions of each topic; equal for all, so that what has the same key is co-partitioned
 * @param replicas of each partition
 * @param retention how long facts are kept on Kafka
 * @param outboxSweep how often to look for events that a crash left behind
 * @param publicPaths what anybody may read without a token
 */
@Validated
@ConfigurationProperties("amparo")
public record ServiceProperties(@NotBlank String name, @NotBlank String database, @DefaultValue("") String topicPrefix,
        @Min(1) @DefaultValue("6") int partitions, @Min(1) @DefaultValue("1") short replicas,
        @NotNull @DefaultValue("90d") Duration retention, @NotNull @DefaultValue("10s") Duration outboxSweep,
        @DefaultValue List<String> publicPaths) {

    /** The Kafka consumer group of this service: suites that share a cluster do not share their groups. */
    public String group() {
        return topicPrefix + name;
    }

    /** A topic of the suite, as every service declares it at start: whoever comes first makes it. */
    public NewTopic topic(String topicName, boolean compacted) {
        return new NewTopic(topicPrefix + topicName, partitions, replicas).configs(compacted
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }
}
