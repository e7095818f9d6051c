package io.amparo.events.sla;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event of the SLA engine: of a ticket, or of a partition of the engine. */
public sealed interface SlaEngineEvent extends DomainEvent permits SlaEvent, SlaEngineEvent.SlaWatermark {

    /**
     * All warnings and breaches of a partition that were due until an instant precede this event. One that is due at or before
     * that instant and follows is marked as retroactive: it comes from a fact that arrived later. Each partition has a watermark
     * every 10 s while the engine runs; only as long as they arrive, no news is good news.
     *
     * @param partition partition of amparo.sla that has this event; its key does not decide that
     * @param inputOffset offset of the last record of amparo.tickets in this partition that the engine has processed; null if it
     *     has processed none since its start
     * @param allEdgesOutUntil instant until which all edges have been published
     */
    @EventType("io.amparo.sla.SlaWatermark.v1")
    record SlaWatermark(int partition, @Nullable Long inputOffset, Instant allEdgesOutUntil) implements SlaEngineEvent {
        /** The number of the partition. */
        @Override
        public String key() {
            return Integer.toString(partition);
        }
    }
}
