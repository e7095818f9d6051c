package io.amparo.platform.metrics;

import io.amparo.platform.Adapter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Denies every meter that is not listed here. The libraries register some 6,000 series in the whole suite, of which no alert and
 * no table of operations.md uses more than these. A new library therefore adds no series by itself.
 */
@Adapter
final class KeptMeters implements MeterFilter {
    private static final String OWN = "amparo.";
    private static final Set<String> KEPT = Set.of("build.info", "http.server.requests",
            "kafka.consumer.fetch.manager.records.lag", "logback.events", "jvm.memory.used", "jvm.memory.max", "jvm.gc.pause",
            "jvm.threads.live", "process.cpu.usage", "process.files.open", "process.uptime");
    /** Redundant tags: the outcome follows from the status, and the log has the exception. */
    private static final Map<String, Set<String>> DROPPED_TAGS = Map.of("http.server.requests",
            Set.of("error", "exception", "outcome"), "kafka.consumer.fetch.manager.records.lag",
            Set.of("kafka.version", "spring.id"));

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().startsWith(OWN) || KEPT.contains(id.getName()) ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }

    @Override
    public Meter.Id map(Meter.Id id) {
        var dropped = DROPPED_TAGS.getOrDefault(id.getName(), Set.of());
        if (dropped.isEmpty()) return id;
        List<Tag> tags = id.getTags().stream().filter(tag -> !dropped.contains(tag.getKey())).toList();
        return id.replaceTags(tags);
    }
}
