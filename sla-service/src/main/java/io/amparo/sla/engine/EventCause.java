package io.amparo.sla.engine;

import io.amparo.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * The event from which events of the engine follow. A timer follows from the last event that changed the clocks of its ticket.
 *
 * @param id causation id
 * @param traceparent null for a timer, which belongs to no trace
 */
record EventCause(String id, @Nullable String correlation, @Nullable String traceparent) {

    static EventCause of(Event event) {
        return new EventCause(event.cause(), event.correlation(), event.traceparent());
    }

    /** Returns id and correlation as text for a store. */
    String toText() {
        return correlation == null ? id : id + "\n" + correlation;
    }

    static EventCause parse(String text) {
        var lines = text.lines().toList();
        return new EventCause(lines.getFirst(), lines.size() == 1 ? null : lines.getLast(), null);
    }
}
