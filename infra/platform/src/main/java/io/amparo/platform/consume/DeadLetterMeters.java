package io.amparo.platform.consume;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.amparo.platform.LogText;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauge of the waiting dead letters per topic and consumer group; counted at most every 30 s, and only while somebody reads it.
 */
final class DeadLetterMeters implements MeterBinder {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterMeters.class);
    private static final Duration MAX_AGE = Duration.ofSeconds(30);

    private final DeadLetterOperations operations;
    private final LoadingCache<Boolean, List<DeadLetterCount>> counts;

    DeadLetterMeters(DeadLetterOperations operations) {
        this.operations = operations;
        this.counts = Caffeine.newBuilder().refreshAfterWrite(MAX_AGE).executor(Thread::startVirtualThread).build(_ -> count());
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        operations.forEachTopic((topic, group) -> Gauge.builder("amparo.dead.letters", () -> count(topic, group))
                .description("Dead letters that wait for a replay").baseUnit("letters").tag("topic", topic).tag("group", group)
                .register(meters));
    }

    /** Without Kafka or the store the number is unknown. */
    private List<DeadLetterCount> count() {
        try {
            return operations.counts();
        } catch (RuntimeException e) {
            LOG.debug("Dead letters cannot be counted: {}", LogText.rootCause(e));
            return List.of();
        }
    }

    private double count(String topic, String group) {
        return counts.get(true).stream().filter(each -> each.topic().equals(topic) && each.group().equals(group))
                .mapToDouble(DeadLetterCount::count).findFirst().orElse(Double.NaN);
    }
}
