package io.amparo.entitlement.catalogue;

import io.amparo.platform.Adapter;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks whether this service has consumed all products that were published before an instant. After an outage the consumers of
 * tickets and of products start together; a ticket on a new product must not be refused before that product is consumed.
 */
@Adapter
public final class CatalogueProgress {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueProgress.class);
    private static final int TIMEOUT_MILLIS = 5_000;

    private final Map<String, Object> adminSettings;
    private final String topic;
    private final String group;
    private final Clock clock;
    private volatile Instant completeUntil = Instant.MIN;

    CatalogueProgress(Map<String, Object> adminSettings, String topic, String group, Clock clock) {
        this.adminSettings = new HashMap<>(adminSettings);
        this.adminSettings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.adminSettings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        this.topic = topic;
        this.group = group;
        this.clock = clock;
    }

    /** Asks the broker, unless the catalogue was complete at a later instant. Returns false if the broker does not answer. */
    public boolean isCompleteUntil(Instant instant) {
        if (!completeUntil.isBefore(instant)) return true;
        var now = clock.instant();
        try (var admin = Admin.create(adminSettings)) {
            if (!hasConsumed(admin, endOffsets(admin))) return false;
            completeUntil = now;
            return true;
        } catch (ExecutionException e) {
            LOG.warn("Catalogue progress cannot compare the offsets of {} ({}); requests on unknown products get 503", topic,
                    e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<TopicPartition, Long> endOffsets(Admin admin) throws ExecutionException, InterruptedException {
        var partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions();
        var latest = new HashMap<TopicPartition, OffsetSpec>();
        partitions.forEach(each -> latest.put(new TopicPartition(topic, each.partition()), OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        admin.listOffsets(latest).all().get().forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private boolean hasConsumed(Admin admin, Map<TopicPartition, Long> ends) throws ExecutionException, InterruptedException {
        var committed = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        return ends.entrySet().stream().allMatch(end -> end.getValue() == 0
                || committed.get(end.getKey()) != null && committed.get(end.getKey()).offset() >= end.getValue());
    }
}
