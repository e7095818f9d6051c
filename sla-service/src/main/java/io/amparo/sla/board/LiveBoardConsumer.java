package io.amparo.sla.board;

import io.amparo.events.EventCodec;
import io.amparo.events.UnreadableEventException;
import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEngineEvent.SlaWatermark;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.Batch;
import io.amparo.platform.consume.ReceivedRecord;
import io.amparo.platform.stream.EventStream;
import io.amparo.platform.stream.Watermarks;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.sla on every instance for its live boards. */
@ReadsEvents
@Configuration
class LiveBoardConsumer {
    /** Size in bytes above which an event is decoded at once. */
    private static final int MAX_LAZY_BYTES = 8_192;
    private static final String WATERMARK = EventCodec.typeOf(SlaWatermark.class);

    /** Has no consumer group: every instance receives every event. The read model parks unreadable events. */
    @Bean
    Consumer<Message<Object>> tailSlaEvents(EventCodec codec, EventStream<BoardUpdate> stream, Watermarks watermarks) {
        return Batch.forEach(record -> {
            if (codec.type(record.headers()).filter(WATERMARK::equals).isPresent())
                add(codec, record, watermarks);
            else
                stream.publish(lazyUnlessLarge(() -> notice(codec, record), record.body().length));
        });
    }

    private static void add(EventCodec codec, ReceivedRecord record, Watermarks watermarks) {
        try {
            var watermark = codec.read(SlaWatermark.class, record.body());
            watermarks.add(watermark.partition(), watermark.allEdgesOutUntil());
        } catch (UnreadableEventException parkedByReadModel) {
            // the partition has no new watermark
        }
    }

    /** Keeps the encoded event, because of the 1,000 recent ones mostly none is read. A large event is decoded to save memory. */
    private static Supplier<Optional<BoardUpdate>> lazyUnlessLarge(Supplier<Optional<BoardUpdate>> notice, int bytes) {
        if (bytes <= MAX_LAZY_BYTES) return notice;
        var decoded = notice.get();
        return () -> decoded;
    }

    private static Optional<BoardUpdate> notice(EventCodec codec, ReceivedRecord record) {
        try {
            var event = codec.read(record.headers(), record.body());
            return event.data() instanceof SlaEvent slaEvent
                    ? Optional.of(BoardUpdate.of(event.id(), slaEvent, event.time()))
                    : Optional.empty();
        } catch (RuntimeException parkedByReadModel) { // an event that lacks fields fails in many ways
            return Optional.empty();
        }
    }
}
