package io.amparo.platform;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Configuration under {@code amparo} that every service shares.
 *
 * @param name the service's name, also the source of its events
 * @param database its MongoDB database; no other service uses it
 * @param topicPrefix prefix of every topic name; several suites can share a cluster
 * @param partitions partitions of each topic; equal for all topics, so that records with the same key are co-partitioned
 * @param replicas replicas of each partition
 * @param retention retention of topics that are not compacted
 * @param outboxSweep interval of the sweep that finds events left by a crash
 * @param pollInterval pause between two polls of the consumer, in which records gather: they are then read and written together
 * @param topics names of the topics that this service consumes, with their prefix
 * @param publicPaths paths that are readable without a token
 * @param problemTypes beginning of the {@code type} of a problem, which its code follows; the gateway serves a page for each
 *     below {@code /problems/}
 * @param eventSchemas beginning of the address of the JSON Schema of an event, which its type follows; the gateway serves each
 *     below {@code /schemas/}
 */
@Validated
@ConfigurationProperties("amparo")
public record ServiceProperties(@NotBlank String name, @NotBlank String database, @DefaultValue("") String topicPrefix,
        @Min(1) @DefaultValue("3") int partitions, @Min(1) @DefaultValue("1") short replicas,
        @NotNull @DefaultValue("90d") Duration retention, @NotNull @DefaultValue("10s") Duration outboxSweep,
        @NotNull @DefaultValue("20ms") Duration pollInterval, @DefaultValue List<String> topics,
        @DefaultValue List<String> publicPaths, @NotNull @DefaultValue("https://amparo.example/problems/") URI problemTypes,
        @NotNull @DefaultValue("https://amparo.example/schemas/") URI eventSchemas) {

    /** Returns the Kafka consumer group of this service. The topic prefix separates the groups of suites that share a cluster. */
    public String group() {
        return topicPrefix + name;
    }

    /** Returns the declaration of a topic. Every service declares its topics at start; the first one creates them. */
    public NewTopic topic(String topicName, boolean compacted) {
        return new NewTopic(topicPrefix + topicName, partitions, replicas).configs(compacted
                ? Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)
                : Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis())));
    }
}
