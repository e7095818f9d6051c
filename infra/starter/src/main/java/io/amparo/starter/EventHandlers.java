package io.amparo.starter;

import io.amparo.events.DomainEvent;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.platform.consume.ReceivedRecord;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.TraceContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Builds the handlers of the topics that a service consumes. Both kinds of a handler apply an event once, by its cause. */
public final class EventHandlers {
    private final EventCodec codec;
    private final TraceContext trace;

    EventHandlers(EventCodec codec, TraceContext trace) {
        this.codec = codec;
        this.trace = trace;
    }

    /** Returns a handler that passes each event to the action, in the trace of the event. */
    public TopicHandler each(Topic topic, Consumer<Event> action) {
        return handler(topic, events -> events.forEach(event -> trace.within(event.traceparent(), () -> action.accept(event))));
    }

    /** Returns a handler that passes the events of a poll to the action together, oldest first in each partition. */
    public TopicHandler together(Topic topic, Consumer<List<Event>> action) {
        return handler(topic, action);
    }

    /** As {@link #each(Topic, Consumer)}, for the events of one type. */
    public <E extends DomainEvent> TopicHandler each(Topic topic, Class<E> type, BiConsumer<E, Event> action) {
        return each(topic, event -> {
            if (type.isInstance(event.data())) action.accept(type.cast(event.data()), event);
        });
    }

    /**
     * Returns a handler that applies the events of a poll to a store with one read and one bulk write.
     *
     * @param mapping returns the update that follows from an event; empty if the event changes nothing
     */
    public <S, E> TopicHandler into(AggregateStore<S, E> store, Topic topic,
            Function<Event, Optional<AggregateUpdate<S, E>>> mapping) {
        return into(store, topic, mapping, _ -> {});
    }

    /** @param afterwards gets the ids of the updated aggregates, also of those that an earlier delivery has updated */
    public <S, E> TopicHandler into(AggregateStore<S, E> store, Topic topic,
            Function<Event, Optional<AggregateUpdate<S, E>>> mapping, Consumer<Set<String>> afterwards) {
        return handler(topic, events -> {
            var updates = events.stream()
                    .flatMap(event -> mapping.apply(event).map(update -> update.with(origin(event))).stream()).toList();
            store.applyAll(updates);
            afterwards.accept(updates.stream().map(AggregateUpdate::id).collect(Collectors.toSet()));
        });
    }

    private static EventOrigin origin(Event event) {
        return new EventOrigin(event.cause(), event.correlation(), event.traceparent());
    }

    private TopicHandler handler(Topic topic, Consumer<List<Event>> action) {
        return new TopicHandler() {
            @Override
            public String topic() {
                return codec.topicName(topic);
            }

            /** A record without a value ends the state of its key, which a consumer of states has no use for. */
            private boolean endsState(ReceivedRecord record) {
                return topic.compacted() && record.body().length == 0;
            }

            @Override
            public void handle(List<ReceivedRecord> records) {
                var events = records.stream().filter(record -> !endsState(record))
                        .map(record -> codec.read(record.headers(), record.body())).toList();
                if (!events.isEmpty()) action.accept(events);
            }
        };
    }
}
