package io.amparo.notification.forwarding;

import io.amparo.platform.Adapter;
import io.amparo.platform.consume.ReceivedRecord;
import io.amparo.platform.consume.TopicHandler;
import java.util.List;
import java.util.function.Consumer;

/**
 * Forwards the records of a topic after its handler, because a topic has one handler. A record whose handler fails is not
 * forwarded until it is handled: a retry and a replayed dead letter pass both.
 */
@Adapter
public final class EventForwarding {
    private final Consumer<List<ReceivedRecord>> target;

    /** @param target gets the records of a poll of one topic; to pass it a record twice must change nothing */
    public EventForwarding(Consumer<List<ReceivedRecord>> target) {
        this.target = target;
    }

    /** Returns a handler that passes the records to the given one, then to the target. */
    public TopicHandler after(TopicHandler handler) {
        return new TopicHandler() {
            @Override
            public String topic() {
                return handler.topic();
            }

            @Override
            public void handle(List<ReceivedRecord> records) {
                handler.handle(records);
                target.accept(records);
            }
        };
    }
}
